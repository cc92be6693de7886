import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { declaredDifferences } from '../../src/promote/declared.ts';
import { apps, environmentOf, fleetFolder } from './fleet.ts';

test('what the files say to be different, with the line that says it', () => {
  const fleet = loadFleet(
    fleetFolder(
      {},
      {
        staging: 'apps:\n  cart:\n    replicas: 2\n    config: { LEVEL: debug, SAME: x }\n',
        production: 'apps:\n  cart:\n    config: { SAME: x }\n  search:\n    charts: { index: 2.0.0 }\n',
        'staging/us-west-2': 'apps:\n  cart:\n    replicas: 3\n    config: { SAME: x }\n',
        'production/us-west-2': 'apps:\n  cart:\n    replicas: 5\n',
      },
    ),
  );
  const found = declaredDifferences(
    apps,
    environmentOf(fleet, 'staging'),
    environmentOf(fleet, 'production'),
  );
  expect(
    found.map(({ app = '', path, place, from, to, location }) => [
      app,
      path,
      place,
      from,
      to,
      `${location.file}:${location.line}`,
    ]),
  ).toEqual([
    [
      '',
      'domain',
      'production',
      'staging.example',
      'production.example',
      'environments/production/environment.yaml:4',
    ],
    ['cart', 'replicas', 'production', 2, undefined, 'environments/staging/environment.yaml:10'],
    ['cart', 'config.LEVEL', 'production', 'debug', undefined, 'environments/staging/environment.yaml:11'],
    ['cart', 'replicas', 'production/us-west-2', 2, 5, 'environments/production/us-west-2.yaml:5'],
    ['cart', 'replicas', 'staging/us-west-2', 3, undefined, 'environments/staging/us-west-2.yaml:5'],
  ]);
});

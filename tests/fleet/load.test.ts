import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { resolveApp } from '../../src/fleet/resolve.ts';
import { append, edit, printed, problems, readFleet, remove } from './fixture.ts';

const production = 'environments/production/environment.yaml';

test('a fleet without mistakes', async () => {
  const { fleet, findings } = await readFleet();
  expect(printed(findings)).toBe('');
  expect(fleet.environments.map(({ name }) => name)).toEqual(['dev', 'production']);
  expect(fleet.environments[1]?.regions.map(({ name }) => name)).toEqual(['ap-northeast-1', 'eu-central-1']);
  expect(fleet.products.map(({ name }) => name)).toEqual(['platform', 'shop']);
});

test('all mistakes are told in one run, whatever files they are in', async () => {
  const told = await problems(
    edit(production, 'maxReplicas: 20', 'maxReplicas: 1'),
    edit(production, 'revision: main', 'revison: main'),
    edit('environments/dev/environment.yaml', 'hub: ap-northeast-1', 'hub: [unclosed'),
    edit('apps/shop/search/app.ts', 'tier: 2', 'tier: 7'),
    edit('environments/regions.yaml', 'eu-central-1b', 'eu-west-1b'),
    remove('apps/platform/product.yaml'),
  );
  expect(told.split('\n').filter((line) => line.includes('unjudged['))).toHaveLength(5);
});

test('a wrong entry does not hide what is wrong with the others', async () => {
  const told = await problems(
    append(production, '  search: { replicas: two }\n'),
    edit(production, 'maxReplicas: 20', 'maxReplicas: 1'),
    append(
      'environments/production/ap-northeast-1.yaml',
      'apps: { search: { storage: { size: 1Gi, shards: 0 } } }\n',
    ),
  );
  const rules = [...told.matchAll(/unjudged\[([a-z-]+)\]/g)].map(([, rule]) => rule);
  expect(rules.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
    'min-above-max',
    'wrong-type',
    'wrong-value',
  ]);
});

test('environments come in the order of promotion, not of the alphabet', async () => {
  const { fleet } = await readFleet(
    edit(production, 'promotesFrom: dev\n', ''),
    append('environments/dev/environment.yaml', 'promotesFrom: production\n'),
  );
  expect(fleet.environments.map(({ name }) => name)).toEqual(['production', 'dev']);
});

test('a file that cannot be read', async () => {
  const told = await problems(remove('environments/dev/environment.yaml'), (folder) =>
    mkdirSync(join(folder, 'environments/dev/environment.yaml')),
  );
  expect(told).toContain(
    'environments/dev/environment.yaml: unjudged[unreadable-file]: environments/dev/environment.yaml cannot be read: it is no regular file',
  );
  expect(told).not.toContain(join('/', 'tmp'));
});

test('an empty repository lacks the catalogue, and that is all', () => {
  const { findings, environments, products } = loadFleet('/nonexistent');
  expect(findings.map(({ location }) => location?.file)).toEqual(['environments/regions.yaml']);
  expect([...environments, ...products]).toEqual([]);
});

describe('resolveApp', () => {
  test('region over environment over app; hub apps have no region', async () => {
    const { fleet, apps } = await readFleet();
    const cart = apps.find(({ name }) => name === 'cart');
    const [dev, prod] = fleet.environments;
    const [, frankfurt] = prod?.regions ?? [];
    if (!cart || !dev || !prod || !frankfurt) throw new Error('the fixture has them');
    expect(resolveApp(cart, dev, dev.regions[0]).settings.scaling?.maxReplicas).toBe(10);
    expect(resolveApp(cart, prod, frankfurt).settings.scaling).toMatchObject({
      maxReplicas: 20,
      schedules: { day: { timezone: 'Europe/Berlin', replicas: 4 } },
    });
    const hub = { ...cart, declaration: { ...cart.declaration, scope: 'hub' as const } };
    expect(resolveApp(hub, prod, frankfurt).settings.scaling?.schedules?.day?.timezone).toBe('Asia/Tokyo');
  });
});

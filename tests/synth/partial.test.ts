import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { type Filter, inScope } from '../../src/synth/filter.ts';
import { withHeader } from '../../src/synth/output/owned.ts';
import { planOutput } from '../../src/synth/output/plan.ts';
import { partialFindings } from '../../src/synth/partial.ts';
import { dataFiles } from '../fleet/fixture.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** What is told of folders that stand in dist. Production has ap-northeast-1 and eu-central-1. */
function told(filter: Filter, ...folders: readonly string[]): string[] {
  const { environments } = loadFleet(temporaryFolder(dataFiles));
  const dist = temporaryFolder(
    Object.fromEntries(folders.map((folder) => [`${folder}/A.yaml`, withHeader('a', '')])),
  );
  const plan = planOutput(dist, [], (path) => inScope(filter, path));
  return partialFindings(environments, filter, plan).map(
    ({ message, location }) => `${location?.file}: ${message}`,
  );
}

const cart = { environment: 'production', app: 'cart' };
const tokyo = 'production/ap-northeast-1/cart';
const frankfurt = 'production/eu-central-1/cart';

test('a region that comes or goes is told where only a part is rendered', () => {
  const file = 'environments/production/environment.yaml';
  const rest = 'but only a part of production is rendered: what else tells of its regions stays as it is';
  expect(told(cart, tokyo)).toEqual([`${file}: eu-central-1 comes, ${rest}`]);
  expect(told({ region: 'eu-central-1' }, tokyo, 'production/us-west-2/cart')).toEqual([
    `${file}: eu-central-1 comes, us-west-2 goes, ${rest}`,
  ]);
});

test('nothing is told where the regions are the same, or are all rendered, or nothing was rendered before', () => {
  const others = [
    'production/hub/argocd',
    'production/global/edge',
    'production/notes',
    'staging/us-west-2/cart',
  ];
  expect(told(cart, tokyo, frankfurt, ...others)).toEqual([]);
  expect(told({ environment: 'production' }, tokyo)).toEqual([]);
  expect(told({ environment: 'dev', app: 'cart' }, tokyo)).toEqual([]);
  expect(told(cart, 'production/hub/argocd')).toEqual([]);
});

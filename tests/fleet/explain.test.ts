import { expect, test } from 'vitest';
import { type ExplainedValue, explainApp } from '../../src/fleet/explain.ts';
import { readFleet } from './fixture.ts';

/** As `plumb explain` shows it. */
async function explain(app: string, environment: string, region?: string): Promise<Map<string, string>> {
  const { fleet, apps } = await readFleet();
  const source = apps.find(({ name }) => name === app);
  const place = fleet.environments.find(({ name }) => name === environment);
  if (!source || !place) throw new Error('no such app or environment in the fixture');
  const values = explainApp(
    fleet,
    source,
    place,
    place.regions.find(({ name }) => name === region),
  );
  return new Map(values.map((value) => [value.path, line(value)]));
}

function line({ value, origin, overridden }: ExplainedValue): string {
  const replaced = overridden.map(
    (each) => `, not ${JSON.stringify(each.value)} of ${each.origin.file}:${each.origin.line}`,
  );
  return `${JSON.stringify(value)} ${origin.file}:${origin.line}:${origin.column}${replaced.join('')}`;
}

test('every value has a line, and those it replaces', async () => {
  const values = await explain('cart', 'production', 'eu-central-1');
  expect(values.get('settings.scaling.maxReplicas')).toBe(
    '20 environments/production/environment.yaml:16:20, not 10 of apps/shop/cart/app.ts:13',
  );
  expect(values.get('settings.scaling.schedules.day.timezone')).toBe(
    '"Europe/Berlin" environments/production/eu-central-1.yaml:6:26, not "Asia/Tokyo" of apps/shop/cart/app.ts:16',
  );
  expect(values.get('settings.canary.weightsPercent')).toBe('[10,50] apps/shop/cart/app.ts:21:31');
  expect(values.get('load.serviceTimeMs')).toBe('10 apps/shop/cart/app.ts:8:55');
  expect(values.get('region.jurisdiction')).toBe('"EU" environments/regions.yaml:24:19');
  expect(values.get('region.loadSharePercent')).toBe('30 environments/production/eu-central-1.yaml:1:19');
  expect(values.get('environment.domain')).toBe(
    '"shop.example" environments/production/environment.yaml:4:9',
  );
  expect(values.get('product.owner')).toBe('"team-shop" apps/shop/product.yaml:2:8');
});

test('a wave: the region has another release than its environment', async () => {
  const values = await explain('search', 'production', 'ap-northeast-1');
  expect(values.get('release')).toMatch(
    /^"sha256:3{64}" environments\/production\/ap-northeast-1.yaml:3:11, not "sha256:2{64}" of environments\/production\/environment.yaml:12$/,
  );
});

test('hub apps have no release, and the facts of the hub', async () => {
  const values = await explain('gitops', 'production');
  expect(values.has('release')).toBe(false);
  expect(values.get('region.jurisdiction')).toBe('"JP" environments/regions.yaml:11:19');
});

import { expect, test } from 'vitest';
import { edit, problems, remove, write } from './fixture.ts';

/** Apps, products and the catalogue of regions. */

test('an app without a block that every app needs', async () => {
  const told = await problems(edit('apps/shop/search/app.ts', '  tier: 2,\n', ''));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:3:26: unjudged[missing-key]: the app lacks \`tier\`
      allowed: 0, 1, 2, 3
      next: add \`tier\`: 0 must survive everything else; 3 may wait"
  `);
});

test('an app with an unknown field', async () => {
  const told = await problems(edit('apps/shop/search/app.ts', 'dependsOn:', 'dependOn:'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:8:13: unjudged[unknown-key]: unknown key \`dependOn\`
      allowed: description, scope, tier, namespace, released, release, jurisdictions, features, dependsOn, load, charts, settings
      next: did you mean dependsOn?"
  `);
});

test('a scope that there is not', async () => {
  const told = await problems(edit('apps/shop/search/app.ts', "scope: 'region'", "scope: 'regional'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:5:10: unjudged[wrong-value]: \`scope\` is "regional"
      allowed: region, global, hub
      next: did you mean region?"
  `);
});

test('a released app without a load profile', async () => {
  const told = await problems(
    edit(
      'apps/shop/search/app.ts',
      '  load: { requestsPerSecondPerPod: 5, serviceTimeMs: 100, readySeconds: 60 },\n',
      '',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:3:26: unjudged[missing-load]: search is released, but declares no \`load\`
      allowed: load: { requestsPerSecondPerPod, serviceTimeMs, readySeconds }
      next: add \`load\` as measured, or \`released: false\` if no image of ours runs"
  `);
});

test('a computed value: the nearest line that is written out is shown', async () => {
  const told = await problems(
    edit(
      'apps/shop/search/app.ts',
      "resources: { cpu: '2', memory: '8Gi', gpus: 1 }",
      "...{ resources: { cpu: '2', memory: 8 } }",
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:10:13: unjudged[wrong-type]: \`settings.resources.memory\` is 8
      allowed: a Kubernetes quantity of bytes such as 512Mi or 1.5Gi"
  `);
});

test('a region outside of the jurisdiction', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', "jurisdictions: ['JP', 'EU']", "jurisdictions: ['JP']"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:7:18: unjudged[outside-jurisdiction]: cart may not run in production/eu-central-1: data there is under the law of EU
      allowed: JP
      next: set \`apps.cart.enabled: false\` in environments/production/eu-central-1.yaml, or add EU to jurisdictions"
  `);
});

test('a region without what the app needs', async () => {
  const told = await problems(
    edit('environments/production/eu-central-1.yaml', '    enabled: false', '    enabled: true'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:7:13: unjudged[missing-feature]: search cannot run in production/eu-central-1: eu-central-1 has no gpu-g6
      allowed: no feature at all
      next: set \`apps.search.enabled: false\` in environments/production/eu-central-1.yaml"
  `);
});

test('a dependency that does not exist', async () => {
  const told = await problems(edit('apps/shop/search/app.ts', "dependsOn: ['cart']", "dependsOn: ['card']"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:8:15: unjudged[unknown-dependency]: search depends on card, which is no app
      allowed: cart, gitops
      next: did you mean cart?"
  `);
});

test('a dependency that is not enabled', async () => {
  const told = await problems(
    edit('environments/production/eu-central-1.yaml', '  cart:\n', '  cart:\n    enabled: false\n'),
    edit('environments/production/eu-central-1.yaml', '  search:\n    enabled: false\n', ''),
    edit('apps/shop/search/app.ts', "features: ['gpu-g6'],", ''),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:8:15: unjudged[dependency-disabled]: search in production/eu-central-1 depends on cart, which is not enabled there
      next: enable cart, or set \`apps.search.enabled: false\` in environments/production/eu-central-1.yaml"
  `);
});

test('what an environment of which a region cannot be read may run is not guessed', async () => {
  const hub = write(
    'apps/platform/alerts/app.ts',
    "export default { description: 'A', scope: 'hub', tier: 1, dependsOn: ['cart'], settings: {}, render() {} };\n",
  );
  const told = await problems(hub, write('environments/dev/ap-northeast-1.yaml', '<<<<<<< HEAD\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/dev/ap-northeast-1.yaml:1:1: unjudged[wrong-type]: the file is "<<<<<<< HEAD"
      allowed: a map with loadSharePercent, releases, apps"
  `);
  expect(await problems(hub)).toBe('');
});

test('two apps of one name', async () => {
  const told = await problems((folder) => {
    write(
      'apps/platform/cart/app.ts',
      "export default { description: 'Another', scope: 'hub', tier: 1, settings: {}, render() {} };\n",
    )(folder);
  });
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart: unjudged[duplicate-app]: an app cart exists already: apps/platform/cart
      allowed: one app of a name in all products
      next: rename one of the two folders"
  `);
});

test('an app whose name cannot be part of a name', async () => {
  const told = await problems((folder) => {
    write(
      'apps/platform/My_App/app.ts',
      "export default { description: 'Mine', scope: 'hub', tier: 1, settings: {}, render() {} };\n",
    )(folder);
  });
  expect(told).toMatchInlineSnapshot(`
    "apps/platform/My_App: unjudged[malformed-name]: the folder's name "My_App" cannot be part of an object's name
      allowed: at most 63 lower-case letters, digits and dashes, starting with a letter and not ending with a dash
      next: rename the folder"
  `);
});

test('a chart from a repository that the product does not trust', async () => {
  const told = await problems(
    edit('apps/platform/gitops/app.ts', 'https://charts.example', 'https://elsewhere.example'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/platform/gitops/app.ts:7:38: unjudged[untrusted-chart-repository]: gitops: chart argo-cd comes from https://elsewhere.example, which platform does not install from
      allowed: https://charts.example
      next: add it to chartRepositories in apps/platform/product.yaml"
  `);
});

test('a product without product.yaml', async () => {
  const told = await problems(remove('apps/shop/product.yaml'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/product.yaml: unjudged[missing-file]: the file does not exist
      next: add it; schemas/product.schema.json says what it holds"
  `);
});

test('a kind that is written otherwise', async () => {
  const told = await problems(edit('apps/shop/product.yaml', 'Deployment.apps', 'apps/Deployment'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/product.yaml:4:9: unjudged[wrong-value]: \`kinds[0]\` is "apps/Deployment"
      allowed: a kind and its API group such as Deployment.apps; just the kind for the core group"
  `);
});

test('no catalogue', async () => {
  const told = await problems(remove('environments/regions.yaml'));
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml: unjudged[missing-file]: the file does not exist
      next: add it; schemas/region-catalogue.schema.json says what it holds"
  `);
});

test('a source that the catalogue does not have', async () => {
  const told = await problems(
    edit(
      'environments/regions.yaml',
      'features: { value: [gpu-g6], source: survey }',
      'features: { value: [gpu-g6], source: survy }',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:13:42: unjudged[unknown-source]: there is no source survy in \`sources\`
      allowed: survey
      next: did you mean survey?"
  `);
});

test('a zone of another region', async () => {
  const told = await problems(edit('environments/regions.yaml', 'eu-central-1b', 'eu-west-1b'));
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:23:37: unjudged[foreign-zone]: eu-west-1b is no zone of eu-central-1
      allowed: eu-central-1 and a letter, e.g. eu-central-1a"
  `);
});

test('a population that the catalogue does not have', async () => {
  const told = await problems(
    edit('environments/regions.yaml', '        europe: { value: 250', '        europa: { value: 250'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:16:9: unjudged[unknown-population]: there is no population europa in \`populations\`
      allowed: europe
      next: did you mean europe?"
  `);
});

test('a latency to a region that the catalogue does not have', async () => {
  const told = await problems(
    edit(
      'environments/regions.yaml',
      '        eu-central-1: { value: 236',
      '        eu-central-2: { value: 236',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:18:9: unjudged[unknown-region]: there is no region eu-central-2 in \`regions\`
      allowed: ap-northeast-1, eu-central-1
      next: did you mean eu-central-1?"
  `);
});

test('a date that is none', async () => {
  const told = await problems(edit('environments/regions.yaml', 'date: 2026-11-21', 'date: 2026-13-21'));
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:2:73: unjudged[wrong-value]: \`sources.survey.date\` is "2026-13-21"
      allowed: a date such as 2026-01-31"
  `);
});

test('a region whose facts are wrong', async () => {
  const told = await problems(edit('environments/regions.yaml', 'jurisdiction: EU', 'jurisdiction: Europe'));
  expect(told).toMatchInlineSnapshot(`
    "environments/regions.yaml:24:19: unjudged[wrong-value]: \`regions.eu-central-1.jurisdiction\` is "Europe"
      allowed: two capital letters such as JP or EU"
  `);
});

test('an app beside the products', async () => {
  const app = "export default { description: 'A', scope: 'hub', tier: 1, settings: {}, render() {} };\n";
  expect(await problems(write('apps/wishes/app.ts', app))).toMatchInlineSnapshot(`
    "apps/wishes/app.ts: unjudged[stray-file]: nothing reads an app here: this folder stands for a product
      allowed: apps/<product>/<app>/app.ts
      next: move the folder into a product's: apps/<product>/wishes"
  `);
});

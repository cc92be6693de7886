import { expect, test } from 'vitest';
import { append, edit, problems } from './fixture.ts';

/** Quantities, addresses and texts that are none, or not what was meant. */

test('a registry that no image can be named after', async () => {
  const tell = (registry: string) =>
    problems(
      edit('environments/dev/environment.yaml', 'registry: registry.example', `registry: ${registry}`),
    );
  for (const registry of [
    'registry.example:5000/team_a/b-c',
    'localhost:5000',
    'Registry.example',
    'team',
    '"[::1]:80/x"',
  ])
    expect(await tell(registry)).toBe('');
  for (const registry of ['registry.example/', 'registry.example/Team', 'registry.example/a//b', 'a b'])
    expect(await tell(registry)).toContain(`\`registry\` is "${registry}"`);
  expect(await tell('https://registry.example')).toMatchInlineSnapshot(`
    "environments/dev/environment.yaml:6:11: unjudged[wrong-value]: \`registry\` is "https://registry.example"
      allowed: a host, and perhaps a path, without https:// and without / at the end, e.g. registry.example/team"
  `);
});

test('a quantity that is none', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "memory: '512Mi'", "memory: '512 MB'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:39: unjudged[wrong-value]: \`settings.resources.memory\` is "512 MB"
      allowed: a Kubernetes quantity of bytes such as 512Mi or 1.5Gi"
  `);
});

test('a quantity of nothing', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "memory: '512Mi'", "memory: '0Mi'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:39: unjudged[no-quantity]: cart: 0Mi is nothing
      allowed: a quantity above 0"
  `);
});

test('half a byte, where mebibytes were meant', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "memory: '512Mi'", "memory: '512m'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:39: unjudged[fraction-of-bytes]: cart: 512m counts thousandths of a byte
      allowed: bytes such as 512Mi or 1.5Gi
      next: did you mean 512Mi?"
  `);
});

test('cores, where thousandths were meant', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', "cpu: '500m',", "cpu: '500', cpuLimit: '385000m',"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:23: unjudged[more-cores-than-a-machine]: cart: 500 is more cores than a machine has
      allowed: at most 384 cores, such as 250m, 2 or 1.5
      next: did you mean 500m?
    apps/shop/cart/app.ts:10:40: unjudged[limit-below-request]: cart: cpuLimit (385000m) is less than the request (500)
      allowed: at least 500
      next: raise cpuLimit, or remove it so that idle CPU is usable
    apps/shop/cart/app.ts:10:40: unjudged[more-cores-than-a-machine]: cart: 385000m is more cores than a machine has
      allowed: at most 384 cores, such as 250m, 2 or 1.5"
  `);
});

test('as many cores as a machine may have', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "cpu: '500m'", "cpu: '384'"));
  expect(told).toBe('');
});

test('bytes without a suffix, which was forgotten', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', "memory: '512Mi' },", "memory: '512' }, storage: { size: '20' },"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:39: unjudged[wrong-value]: \`settings.resources.memory\` is "512"
      allowed: a Kubernetes quantity of bytes such as 512Mi or 1.5Gi
    apps/shop/cart/app.ts:10:65: unjudged[wrong-value]: \`settings.storage.size\` is "20"
      allowed: a Kubernetes quantity of bytes such as 512Mi or 1.5Gi"
  `);
});

test('bytes without a suffix that are enough', async () => {
  expect(await problems(edit('apps/shop/cart/app.ts', "memory: '512Mi'", "memory: '536870912'"))).toBe('');
});

test('cores with a suffix of bytes', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "cpu: '500m'", "cpu: '500Mi'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:23: unjudged[wrong-value]: \`settings.resources.cpu\` is "500Mi"
      allowed: a Kubernetes quantity of cores such as 250m, 2 or 1.5"
  `);
});

test('a text that YAML reads as a number', async () => {
  const told = await problems(
    append(
      'environments/production/environment.yaml',
      '    resources: { cpu: 2 }\n    config: { DEBUG: true, CART_SIZE: 5 }\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:17:23: unjudged[wrong-type]: \`apps.cart.resources.cpu\` is 2
      allowed: a Kubernetes quantity of cores such as 250m, 2 or 1.5
      next: put it in quotes
    environments/production/environment.yaml:18:22: unjudged[wrong-type]: \`apps.cart.config.DEBUG\` is true
      allowed: text
      next: put it in quotes
    environments/production/environment.yaml:18:39: unjudged[wrong-type]: \`apps.cart.config.CART_SIZE\` is 5
      allowed: text
      next: put it in quotes"
  `);
});

import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder, writeFiles } from './temporary.ts';

const checkout = join(import.meta.dirname, '../..');

/**
 * A copy of what this repository's people write, with the engine linked in: tests change
 * it as they like. `plumb` run with it as working directory works on it.
 */
export function copyOfRepository(whenFinished: typeof onTestFinished = onTestFinished): string {
  const folder = linkedFolder(whenFinished);
  for (const name of ['apps', 'environments', 'policies'])
    cpSync(join(checkout, name), join(folder, name), { recursive: true });
  return folder;
}

/** The smallest repository that renders: one environment with one region, one product with one app. */
export function smallRepository(
  files: Readonly<Record<string, string>> = {},
  whenFinished: typeof onTestFinished = onTestFinished,
): string {
  const folder = linkedFolder(whenFinished);
  cpSync(join(checkout, 'environments/regions.yaml'), join(folder, 'environments/regions.yaml'));
  writeFiles(folder, {
    'environments/test/environment.yaml': `hub: eu-central-1
account: "111122223333"
domain: shop.example
repository: https://github.com/example/shop
revision: main
registry: registry.example
releases:
  cart: sha256:${'1'.repeat(64)}
`,
    'environments/test/eu-central-1.yaml': 'loadSharePercent: 100\n',
    'apps/shop/product.yaml': `description: A shop
owner: team-shop
costCenter: shop
kinds:
  - ConfigMap
clusterKinds: []
`,
    'apps/shop/cart/app.ts': cartApp(),
    ...files,
  });
  return folder;
}

/** `apps/shop/cart/app.ts` of the small repository, rendering one ConfigMap unless told otherwise. */
export function cartApp(
  render = `new Manifest(chart, 'settings', configMap('settings', context.settings.config ?? {}));`,
): string {
  return `import { configMap, defineApp, Manifest } from '#test';

export default defineApp({
  description: 'The cart',
  scope: 'region',
  tier: 1,
  load: { requestsPerSecondPerPod: 10, serviceTimeMs: 50, readySeconds: 5 },
  settings: { config: { GREETING: 'hello' } },
  render(chart, context) {
    ${render}
  },
});
`;
}

function linkedFolder(whenFinished: typeof onTestFinished): string {
  const folder = temporaryFolder({}, whenFinished);
  for (const name of ['src', 'node_modules', 'schemas'])
    symlinkSync(join(checkout, name), join(folder, name));
  symlinkSync(join(checkout, 'tests/support/app.ts'), join(folder, 'test-app.ts'));
  const description = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { imports: object };
  const imports = { ...description.imports, '#test': './test-app.ts' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  return folder;
}

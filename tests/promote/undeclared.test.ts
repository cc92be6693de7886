import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { undeclaredDifferences } from '../../src/promote/undeclared.ts';

const facts = loadFacts();
const configMap = (data: Readonly<Record<string, string>>, name = 'cart'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'cart' },
  data,
});

const find = (render: (environment: string) => readonly KubernetesObject[]) =>
  undeclaredDifferences(
    [{ app: 'cart', location: { file: 'apps/shop/cart/app.ts' }, render }],
    'staging',
    'production',
    facts,
  ).map(({ message }) => message);

test('code that knows an environment by name is found', () => {
  expect(find((name) => [configMap({ LEVEL: name === 'production' ? 'warn' : 'debug' })])).toEqual([
    'cart: ConfigMap cart/cart (data.LEVEL) differs between staging and production, and only the name of the environment makes it so',
  ]);
  const extra = find((name) => [
    configMap({}),
    ...(name === 'staging' ? [configMap({ only: 'here' }, 'extra')] : []),
  ]);
  expect(extra).toEqual([expect.stringContaining('ConfigMap cart/extra (removed) differs')]);
});

test('the name itself is no difference, nor what is spread by it', () => {
  const minute = (name: string) => String((createHash('sha256').update(name).digest()[0] ?? 0) % 60);
  const flags = (name: string) =>
    `flags-${createHash('sha256').update(`${name}/eu`).digest('hex').slice(0, 8)}`;
  expect(find((name) => [configMap({ CLUSTER: `${name}/eu`, a: '1', b: '2' }, flags(name))])).toEqual([]);
  const level = (name: string) => (name === 'production' ? 'warn' : 'debug');
  expect(find((name) => [configMap({ LEVEL: level(name), a: '1', b: '2', c: '3' }, flags(name))])).toEqual([
    expect.stringContaining('(data.LEVEL) differs'),
  ]);
  expect(
    find((name) => [
      configMap({ host: `cart.${name}.example`, cron: `${minute(name)} * * * *` }, `cart-${name}`),
      configMap({ domain: 'staging.receipts.example', 'plumbline.dev/hash': minute(name) }),
    ]),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const service = (...ports: readonly number[]): string =>
  object(
    'v1',
    'Service',
    `spec: {ports: [${ports.map((port) => `{name: p${port}, port: ${port}}`).join(', ')}]}`,
  );
const ingress = (...hosts: readonly string[]): string =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    `spec: {rules: [${hosts.map((host) => `{host: ${host}}`).join(', ')}]}`,
  );
const route = (spec: string): string =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', `spec: {parentRefs: [{name: g}], ${spec}}`);
const gateway = (hosts: string): string =>
  object(
    'networking.istio.io/v1',
    'Gateway',
    `spec: {servers: [{hosts: [${hosts}], port: {name: s, number: 443, protocol: HTTPS}, tls: {mode: SIMPLE}}]}`,
  );
const paths = (...texts: readonly string[]): string =>
  route(`rules: [${texts.map((path) => `{matches: [{path: {value: ${path}}}]}`).join(', ')}]`);

test.each<[string, string, string, string[]]>([
  ['a port', service(80, 9000), service(80), ['port 9000 (TCP)']],
  ['no port, in another order', service(80, 9000), service(9000, 80), []],
  ['a host', ingress('a.b', 'c.d'), ingress('a.b'), ['c.d']],
  ['no host, but for a part', ingress('"*.b"'), ingress('a.b'), []],
  ['a host of a route', route('hostnames: [a.b, c.d]'), route('hostnames: [a.b]'), ['c.d']],
  ['a host that was encrypted, and that only', gateway('a.b, c.d'), gateway('a.b'), ['c.d']],
  ['a path of a route', paths('/api', '/cart'), paths('/api'), ['/cart']],
  ['no path, but for a part', paths('/'), paths('/api'), []],
])('it loses %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map((part) => `warning deletion: no longer takes traffic for ${part}`),
  ),
);

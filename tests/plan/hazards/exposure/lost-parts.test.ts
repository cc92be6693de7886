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
const beta = '{headers: [{name: beta, value: "1"}]}';

test.each<[string, string, string, string[]]>([
  ['a port', service(80, 9000), service(80), ['port 9000 (TCP)']],
  ['no port, in another order', service(80, 9000), service(9000, 80), []],
  ['a host', ingress('a.b', 'c.d'), ingress('a.b'), ['c.d']],
  ['no host, but for a part', ingress('"*.b"'), ingress('a.b'), []],
  ['a host of a route', route('hostnames: [a.b, c.d]'), route('hostnames: [a.b]'), ['c.d']],
  ['a host that was encrypted, and that only', gateway('a.b, c.d'), gateway('a.b'), ['c.d']],
  ['a path of a route', paths('/api', '/cart'), paths('/api'), ['/cart']],
  ['no path, but for a part', paths('/'), paths('/api'), []],
  ['all but a path that it names', paths('/api', '/'), paths('/api'), ['/']],
  [
    'what has no header that it asks for',
    route(`rules: [{matches: [${beta}]}, {}]`),
    route(`rules: [{matches: [${beta}]}]`),
    ['/'],
  ],
  ['nothing to a new header', route('rules: [{}]'), route(`rules: [{matches: [${beta}]}]`), []],
  [
    'nothing but a header, where the rest stays',
    route(`rules: [{matches: [${beta}]}, {}]`),
    route('rules: [{}]'),
    [],
  ],
  [
    'no path that a pattern may stand for',
    paths('/api', '/cart'),
    paths('/api', '/cart/.*').replace('{value: /cart', '{type: RegularExpression, value: /cart'),
    [],
  ],
  [
    'a path beside a pattern',
    paths('/api/.*', '/cart').replace('{value: /api', '{type: RegularExpression, value: /api'),
    paths('/api/.*').replace('{value: /api', '{type: RegularExpression, value: /api'),
    ['/cart'],
  ],
  ['hosts but for one that it names', ingress('a.b', '"*.b"'), ingress('a.b'), ['*.b']],
  ['a path below one that goes too', paths('/api', '/api/v2', '/cart'), paths('/cart'), ['/api']],
])('it loses %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map((part) => `warning deletion: no longer takes traffic for ${part}`),
  ),
);

const site = (name: string, spec: string): string =>
  object('networking.k8s.io/v1', 'Ingress', `spec: {${spec}}`).replace('name: a', `name: ${name}`);
const rule = (host: string, ...places: readonly string[]): string =>
  `{host: ${host}, http: {paths: [${places.map((path) => `{path: ${path}}`).join(', ')}]}}`;
const lostOf = (before: readonly string[], after: readonly string[]): string[] =>
  told(before.join('\n---\n'), after.join('\n---\n')).filter((each) => each.includes(' deletion: '));

test('what another object of the change takes is not lost', () => {
  const both = site('a', `rules: [${rule('a.b', '/')}, ${rule('c.d', '/x', '/y')}]`);
  const one = site('a', `rules: [${rule('a.b', '/')}]`);
  const other = site('z', `rules: [${rule('c.d', '/')}]`);
  const lost = ['warning deletion: no longer takes traffic for c.d'];
  expect(lostOf([both], [one, other])).toEqual([]);
  expect(lostOf([both], [one, site('z', `rules: [${rule('c.d', '/x')}]`)])).toEqual(lost);
  expect(
    lostOf([both], [one, site('z', `ingressClassName: internal, rules: [${rule('c.d', '/')}]`)]),
  ).toEqual(lost);
  const named = (path: string): string => paths(path).replace('spec: {', 'spec: {hostnames: [c.d], ');
  expect(lostOf([other], [named('/')])).toEqual([]);
  expect(lostOf([other], [named('/x')])).toHaveLength(1);
  const split = [paths('/api'), paths('/cart').replace('name: a', 'name: z')];
  expect(lostOf([paths('/api', '/cart')], split)).toEqual([]);
  const doors = [gateway('a.b'), gateway('c.d').replace('name: a', 'name: z')];
  expect(lostOf([gateway('a.b, c.d')], doors)).toEqual([]);
});

test('paths of an Ingress are lost', () => {
  const lost = (before: string, after: string): string[] =>
    lostOf([site('a', `rules: [${before}]`)], [site('a', `rules: [${after}]`)]);
  const both = rule('a.x', '/a', '/b');
  const told = (part: string): string => `warning deletion: no longer takes traffic for ${part}`;
  expect(lost(both, rule('a.x', '/a'))).toEqual([told('a.x/b')]);
  expect(lost(`${both}, ${rule('c.d', '/a')}`, both)).toEqual([told('c.d')]);
  expect(lost(both, rule('a.x', '/'))).toEqual([]);
  expect(lost(both, rule('a.x', '/b', '/a'))).toEqual([]);
  expect(lost(both, rule('"*.x"', '/a', '/b'))).toEqual([]);
  expect(lost(both, rule('a.x', '/a', '"/b(/|$)(.*)"'))).toEqual([]);
  expect(lost(both, rule('a.x', '"/*"'))).toEqual([]);
  const rest = site('z', `rules: [${rule('a.x', '/b')}]`);
  expect(lostOf([site('a', `rules: [${both}]`)], [site('a', `rules: [${rule('a.x', '/a')}]`), rest])).toEqual(
    [],
  );
});

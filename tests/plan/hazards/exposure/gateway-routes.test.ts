import { expect, test } from 'vitest';
import { gatewayRoutes, routesByName } from '../../../../src/plan/hazards/exposure/gateway-routes.ts';
import { object, told } from '../../told.ts';

const versions: Readonly<Record<string, string>> = {
  TCPRoute: 'v1alpha2',
  TLSRoute: 'v1alpha2',
  UDPRoute: 'v1alpha2',
};
const of =
  (type: string) =>
  (names: string, parent = 'internal', rule = ''): string => {
    const kind = type.slice(type.indexOf('/') + 1);
    const rules = `rules: [{${rule} backendRefs: [{name: api, port: 80}]}]`;
    return object(
      `gateway.networking.k8s.io/${versions[kind] ?? 'v1'}`,
      kind,
      `spec: {parentRefs: [{name: ${parent}}], ${names} ${rules}}`,
    );
  };

test.each(routesByName)('by which names %s takes traffic', (type) => {
  const route = of(type);
  const [one, two] = [route('hostnames: [a.b.c],'), route('hostnames: [a.b.c, x.b.c],')];
  expect(told(one, two)).toEqual(['warning exposure: takes traffic for x.b.c']);
  expect(told(one, route(''))).toEqual(['warning exposure: takes traffic for any name']);
  expect(told(two, one)).toEqual(['warning deletion: no longer takes traffic for x.b.c']);
  expect(told(route('hostnames: ["*.b.c"],'), one)).toEqual([]);
  expect(told(two, route('hostnames: [x.b.c, a.b.c],'))).toEqual([]);
});

test.each(gatewayRoutes)('by which Gateway %s takes traffic', (type) => {
  const route = of(type);
  expect(told(route(''), route('', 'public'))).toEqual([
    'warning exposure: takes traffic by the Gateway b/public, which it did not',
  ]);
  expect(told(route(''), route('', 'internal, kind: Gateway, namespace: b'))).toEqual([]);
});

test.each(gatewayRoutes)('where %s sends it', (type) => {
  const route = of(type)('');
  expect(told(route, route.replace('name: api', 'name: admin'))).toEqual([
    'warning traffic-change: sends its traffic to admin, and none to api any more',
  ]);
});

const calls = (method: string): string =>
  of('gateway.networking.k8s.io/GRPCRoute')('', 'g', `matches: [{method: {${method}}}],`);

test.each<[string, string, string, string[]]>([
  [
    'all methods of a service',
    calls('service: shop.Cart, method: Get'),
    calls('service: shop.Cart'),
    ['takes traffic for /shop.Cart, which it did not'],
  ],
  ['one of them', calls('service: shop.Cart'), calls('service: shop.Cart, method: Get'), []],
  [
    'another method',
    calls('service: shop.Cart, method: Get'),
    calls('service: shop.Cart, method: Pay'),
    ['takes traffic for /shop.Cart/Pay, which it did not'],
  ],
  [
    'everything',
    calls('service: shop.Cart'),
    of('gateway.networking.k8s.io/GRPCRoute')('', 'g'),
    ['takes traffic for /, which it did not'],
  ],
  [
    'what a pattern stands for',
    calls('type: RegularExpression, service: shop.*'),
    calls('service: shop.Cart'),
    [],
  ],
  ['a method of any service', calls('method: Get'), calls('method: Pay'), []],
])('what is called: %s', (_, before, after, expected) =>
  expect(told(before, after).filter((each) => each.includes(' exposure: '))).toEqual(
    expected.map((message) => `warning exposure: ${message}`),
  ),
);

test('calls that are taken with a header only', () => {
  const all = 'method: {service: shop.Cart}';
  const some = `{${all}, headers: [{name: canary, value: "1"}]}`;
  const route = (matches: string): string =>
    of('gateway.networking.k8s.io/GRPCRoute')('', 'g', `matches: [${matches}],`);
  expect(told(route(`{${all}}, ${some}`), route(some))).toEqual([
    'warning deletion: no longer takes traffic for /shop.Cart',
  ]);
});

test('a route of another kind that takes what one took', () => {
  const [old, now] = ['GRPCRoute', 'HTTPRoute'].map((kind) =>
    of(`gateway.networking.k8s.io/${kind}`)('hostnames: [a.b.c],'),
  ) as [string, string];
  expect(told(old, now).filter((each) => each.includes('deletion'))).toEqual([]);
  expect(told(old, now.replace('a.b.c', 'x.b.c')).filter((each) => each.includes('deletion'))).toEqual([
    'warning deletion: it is deleted, so nothing comes in by its names',
  ]);
});

test.each(['GRPCRoute', 'TLSRoute'])('a %s takes only a part of what an HTTPRoute took', (kind) => {
  const [old, now] = ['HTTPRoute', kind].map((each) =>
    of(`gateway.networking.k8s.io/${each}`)('hostnames: [a.b.c],'),
  ) as [string, string];
  expect(told(old, now).filter((each) => each.includes('deletion'))).toEqual([
    'warning deletion: it is deleted, so nothing comes in by its names',
  ]);
});

import { describe, expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const virtual = (http: string): string =>
  object('networking.istio.io/v1', 'VirtualService', `spec: {hosts: [shop], http: [${http}]}`);
const to = (host: string, rest = ''): string => `{${rest} route: [{destination: {host: ${host}}}]}`;
const split = (stable: number, canary: number): string =>
  virtual(
    `{route: [{destination: {host: shop, subset: stable}, weight: ${stable}}, {destination: {host: shop, subset: canary}, weight: ${canary}}]}`,
  );
const api = 'match: [{uri: {prefix: /api}}],';
const route = (rule: string): string =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', `spec: {rules: [{${rule}}]}`);
const ingress = (service: string): string =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    `spec: {rules: [{host: a.b, http: {paths: [{path: /c, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}}]}`,
  );
const service = (name: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: b}, spec: {selector: {app: web}, ports: [{port: 80}]}}`;
const all = (...objects: readonly string[]): string => objects.join('\n---\n');

const change = (message: string): string => `warning traffic-change: ${message}`;
const outage = (message: string): string => `error traffic-change: ${message}`;

type Case = [string, string, string, string[]];

describe('where traffic goes', () => {
  test.each<Case>([
    [
      'another Service',
      virtual(to('shop')),
      virtual(to('cart')),
      [change('sends its traffic to cart, and none to shop any more')],
    ],
    [
      'another Service, of one path',
      virtual(`${to('shop', api)}, ${to('shop')}`),
      virtual(`${to('cart', api)}, ${to('shop')}`),
      [change('sends its traffic for /api to cart, and none to shop any more')],
    ],
    [
      'the new version at once',
      split(100, 0),
      split(0, 100),
      [change('sends its traffic to shop (subset canary), and none to shop (subset stable) any more')],
    ],
    [
      'an answer of its own',
      virtual(to('shop')),
      virtual('{directResponse: {status: 503}}'),
      [outage('sends its traffic to an answer of its own (status 503), and none to shop any more')],
    ],
    [
      'an answer of its own that is no error',
      virtual(to('shop')),
      virtual('{directResponse: {status: 200}}'),
      [change('sends its traffic to an answer of its own (status 200), and none to shop any more')],
    ],
    [
      'another error',
      virtual('{directResponse: {status: 503}}'),
      virtual('{directResponse: {status: 500}}'),
      [
        change(
          'sends its traffic to an answer of its own (status 500), and none to an answer of its own (status 503) any more',
        ),
      ],
    ],
    [
      'what an extension makes of it',
      route('backendRefs: [{name: shop, port: 80}]'),
      route('filters: [{type: ExtensionRef, extensionRef: {group: x.io, kind: Page, name: down}}]'),
      [change('sends its traffic to the Page down, and none to shop any more')],
    ],
    [
      'another team',
      virtual('{delegate: {name: rules, namespace: red}}'),
      virtual('{delegate: {name: rules, namespace: blue}}'),
      [
        change(
          'sends its traffic to the VirtualService blue/rules, and none to the VirtualService red/rules any more',
        ),
      ],
    ],
    ['the same Service, in capitals', virtual(to('shop.example.com')), virtual(to('Shop.Example.com')), []],
    [
      'another Service, by the Gateway API',
      route('backendRefs: [{name: shop, port: 80}]'),
      route('backendRefs: [{name: shop, port: 80, weight: 0}, {name: shop, namespace: c, port: 80}]'),
      [change('sends its traffic to c/shop, and none to shop any more')],
    ],
    [
      'nowhere',
      route('backendRefs: [{name: shop, port: 80}]'),
      route('backendRefs: [{name: shop, port: 80, weight: 0}]'),
      [outage('sends its traffic nowhere, and none to shop any more: it fails')],
    ],
    [
      'another Service, by an Ingress',
      ingress('shop'),
      ingress('cart'),
      [change('sends its traffic for a.b/c to cart, and none to shop any more')],
    ],
    [
      'another Service, of what asks for more than a path',
      virtual(to('shop', 'match: [{headers: {beta: {exact: "1"}}}],')),
      virtual(to('cart', 'match: [{headers: {beta: {exact: "1"}}}],')),
      [change('sends its traffic for {"headers":{"beta":{"exact":"1"}}} to cart, and none to shop any more')],
    ],
    [
      'another Service, of all paths, otherwise written',
      virtual(to('shop')),
      virtual(to('cart', 'match: [{uri: {prefix: /}}],')),
      [change('sends its traffic to cart, and none to shop any more')],
    ],
    [
      'another Service, of a path but not of those below',
      virtual(`${to('shop', 'match: [{uri: {exact: /api}}],')}, ${to('shop', api)}`),
      virtual(`${to('cart', 'match: [{uri: {exact: /api}}],')}, ${to('shop', api)}`),
      [change('sends its traffic for exactly /api to cart, and none to shop any more')],
    ],
    ['the new version step by step', split(90, 10), split(50, 50), []],
    ['the new version, which had the most', split(10, 90), split(0, 100), []],
    [
      'a new version, a part of it',
      virtual(to('shop')),
      split(0, 0).replace('subset: stable}, weight: 0', '}, weight: 90').replace('weight: 0', 'weight: 10'),
      [],
    ],
    ['the same Service, by its full name', virtual(to('shop')), virtual(to('shop.b.svc.cluster.local')), []],
    [
      'the same, by another weight',
      virtual(to('shop')),
      virtual('{route: [{destination: {host: shop}, weight: 100}]}'),
      [],
    ],
    [
      'the same Service, which is renamed',
      all(ingress('shop'), service('shop')),
      all(ingress('cart'), service('cart')),
      ['warning deletion: b/shop, as it was named, is deleted, and its address with it'],
    ],
    [
      'two Services, of a rule that takes something else',
      virtual(to('shop', api)),
      virtual(`${to('shop', api)}, ${to('cart')}`),
      [],
    ],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});

const at = (path: string): string => `{uri: {prefix: ${path}}}`;
const when = (matches: string, host: string): string => to(host, `match: [${matches}],`);
const value = (path: string): string => `{path: {value: ${path}}}`;

describe('where each part of the traffic goes', () => {
  const [v1, v2] = [when(at('/api'), 'v1'), when(at('/api/v2'), 'v2')];
  const beta = '{headers: {beta: {exact: "1"}}}';

  test.each<Case>([
    [
      'one of two paths of a rule',
      virtual(when(`${at('/a')}, ${at('/b')}`, 'a')),
      virtual(`${when(at('/a'), 'a')}, ${when(at('/b'), 'z')}`),
      [change('sends its traffic for /b to z, and none to a any more')],
    ],
    [
      'one of two paths of a rule, by the Gateway API',
      route(`matches: [${value('/a')}, ${value('/b')}], backendRefs: [{name: a, port: 80}]`),
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        `spec: {rules: [{matches: [${value('/a')}], backendRefs: [{name: a, port: 80}]}, {matches: [${value('/b')}], backendRefs: [{name: z, port: 80}]}]}`,
      ),
      [change('sends its traffic for /b to z, and none to a any more')],
    ],
    [
      'both paths, in another order',
      virtual(when(`${at('/a')}, ${at('/b')}`, 'a')),
      virtual(when(`${at('/b')}, ${at('/a')}`, 'z')),
      [change('sends its traffic for /a, /b to z, and none to a any more')],
    ],
    [
      'what a match asks for that has a name now',
      virtual(when(at('/a'), 'a')),
      virtual(when('{name: first, uri: {prefix: /a}}', 'z')),
      [change('sends its traffic for /a to z, and none to a any more')],
    ],
    [
      'what a match asks for in another order',
      virtual(when('{uri: {prefix: /a}, method: {exact: GET}}', 'a')),
      virtual(when('{method: {exact: GET}, uri: {prefix: /a}, headers: null}', 'z')),
      [
        change(
          'sends its traffic for {"method":{"exact":"GET"},"uri":{"prefix":"/a"}} to z, and none to a any more',
        ),
      ],
    ],
    [
      'a path that a wider one before it takes',
      virtual(`${v2}, ${v1}`),
      virtual(`${v1}, ${v2}`),
      [change('sends its traffic for /api/v2 to v1, and none to v2 any more')],
    ],
    [
      'all of it, which a new first rule takes',
      virtual(`${v1}, ${to('shop')}`),
      virtual(`${to('z')}, ${v1}, ${to('shop')}`),
      [
        change('sends its traffic for /api to z, and none to v1 any more'),
        change('sends its traffic to z, and none to shop any more'),
      ],
    ],
    [
      'a path without a rule of its own any more',
      virtual(`${v1}, ${to('shop')}`),
      virtual(to('shop')),
      [change('sends its traffic for /api to shop, and none to v1 any more')],
    ],
    [
      'paths where order says nothing',
      virtual(`${v1}, ${when(at('/b'), 'b')}`),
      virtual(`${when(at('/b'), 'b')}, ${v1}`),
      [],
    ],
    [
      'what more is asked of than of a path before',
      virtual(`${when(beta, 'b')}, ${v1}`),
      virtual(`${v1}, ${when(beta, 'b')}`),
      [],
    ],
    [
      'the longest path first, in whatever order, by the Gateway API',
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        `spec: {rules: [{matches: [${value('/a/b')}], backendRefs: [{name: b, port: 80}]}, {matches: [${value('/a')}], backendRefs: [{name: a, port: 80}]}]}`,
      ),
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        `spec: {rules: [{matches: [${value('/a')}], backendRefs: [{name: a, port: 80}]}, {matches: [${value('/a/b')}], backendRefs: [{name: b, port: 80}]}]}`,
      ),
      [],
    ],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});

describe('what has another name from now on', () => {
  const subset = (name: string, rest = ''): string =>
    virtual(`{route: [{destination: {host: cart, subset: ${name}}}]${rest}}`);
  const rule = (name: string, version = 'v1'): string =>
    object(
      'networking.istio.io/v1',
      'DestinationRule',
      `spec: {host: cart, subsets: [{name: ${name}, labels: {version: ${version}}}]}`,
    );
  const other = (name: string, namespace = 'other'): string =>
    service(name).replace('namespace: b', `namespace: ${namespace}`);
  const traffic = (before: readonly string[], after: readonly string[]): string[] =>
    told(all(...before), all(...after)).filter((each) => !each.endsWith('and its address with it'));

  test('a subset', () => {
    expect(traffic([subset('v1'), rule('v1')], [subset('stable'), rule('stable')])).toEqual([]);
    const mirror = ', mirror: {host: cart, subset: ';
    expect(
      traffic(
        [subset('v1', `${mirror}v1}`), rule('v1')],
        [subset('stable', `${mirror}stable}`), rule('stable')],
      ),
    ).toEqual([]);
    expect(traffic([subset('v1'), rule('v1')], [subset('v2'), rule('v2', 'v2')])).toEqual([
      change('sends its traffic to cart (subset v2), and none to cart (subset v1) any more'),
    ]);
  });

  test('a Service of another namespace', () => {
    const [was, is] = [virtual(to('cart.other.svc.cluster.local')), virtual(to('basket.other.svc'))];
    expect(traffic([was, other('cart')], [is, other('basket')])).toEqual([]);
    expect(traffic([was, service('cart')], [is, service('basket')])).toEqual([
      change('sends its traffic to basket.other, and none to cart.other any more'),
    ]);
  });

  test('a Service that moves to another namespace', () => {
    const [was, is] = [virtual(to('cart.red.svc')), virtual(to('cart.blue.svc'))];
    expect(traffic([was, other('cart', 'red')], [is, other('cart', 'blue')])).toEqual([]);
  });
});

describe('who answers for a part of the API', () => {
  const api = (spec: string): string =>
    `{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.m.io}, spec: {group: m.io, version: v1, ${spec}}}`;
  test.each<Case>([
    [
      'another Service',
      api('service: {name: s, namespace: apis}'),
      api('service: {name: t, namespace: apis}'),
      [change('sends its traffic to apis/t, and none to apis/s any more')],
    ],
    [
      'another port of it',
      api('service: {name: s, namespace: apis}'),
      api('service: {name: s, namespace: apis, port: 8443}'),
      [],
    ],
    [
      'nobody else',
      api('service: {name: s, namespace: apis}'),
      api(''),
      [change('sends its traffic to the API server itself, and none to apis/s any more')],
    ],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});

describe('who gets a copy of it', () => {
  test.each<Case>([
    [
      'another Service',
      virtual(to('shop')),
      virtual(to('shop', 'mirror: {host: cart},')),
      [change('sends a copy of its traffic to cart')],
    ],
    [
      'one of several',
      virtual(to('shop', 'mirrors: [{destination: {host: cart}}],')),
      virtual(
        to(
          'shop',
          'mirrors: [{destination: {host: cart}}, {destination: {host: spy}, percentage: {value: 1}}],',
        ),
      ),
      [change('sends a copy of its traffic to spy')],
    ],
    [
      'nobody, at 0 %',
      virtual(to('shop')),
      virtual(to('shop', 'mirror: {host: cart}, mirrorPercentage: {value: 0},')),
      [],
    ],
    [
      'nobody, at 0 % as it was written before',
      virtual(to('shop')),
      virtual(to('shop', 'mirror: {host: cart}, mirrorPercent: 0,')),
      [],
    ],
    [
      'nobody, at 0 %, by the Gateway API',
      route('backendRefs: [{name: shop, port: 80}]'),
      route(
        'backendRefs: [{name: shop, port: 80}], filters: [{type: RequestMirror, requestMirror: {percent: 0, backendRef: {name: cart, port: 80}}}]',
      ),
      [],
    ],
    [
      'another Service, of what one backend takes',
      route('backendRefs: [{name: shop, port: 80}]'),
      route(
        'backendRefs: [{name: shop, port: 80, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: cart, port: 80}}}]}]',
      ),
      [change('sends a copy of its traffic to cart')],
    ],
    [
      'the same, of another path',
      virtual(to('shop', 'mirror: {host: cart},')),
      virtual(to('shop', `${api} mirror: {host: cart},`)),
      [],
    ],
    [
      'another Service, by the Gateway API',
      route('backendRefs: [{name: shop, port: 80}]'),
      route(
        'backendRefs: [{name: shop, port: 80}], filters: [{type: RequestMirror, requestMirror: {backendRef: {name: cart, port: 80}}}]',
      ),
      [change('sends a copy of its traffic to cart')],
    ],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});

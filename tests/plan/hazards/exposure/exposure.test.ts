import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const ingress = (spec: string, annotations = ''): string =>
  object('networking.k8s.io/v1', 'Ingress', `spec: {${spec}}`, `annotations: {${annotations}}`);
const at = (path: string, pathType = 'Prefix'): string =>
  `rules: [{host: a.b.c, http: {paths: [{path: ${path}, pathType: ${pathType}, backend: {service: {name: a, port: {number: 80}}}}]}}]`;
const balancer = (annotations: string, spec = ''): string =>
  object('v1', 'Service', `spec: {type: LoadBalancer, ${spec}}`, `annotations: {${annotations}}`);
const aws = 'service.beta.kubernetes.io/aws-load-balancer';
const ranges = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const allowed = 'nginx.ingress.kubernetes.io/allowlist-source-range';
const route = (spec: string): string =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', `spec: {${spec}}`);
const virtual = (gateways: string, hosts = 'shop.example.com, shop.b.svc.cluster.local, shop'): string =>
  object('networking.istio.io/v1', 'VirtualService', `spec: {hosts: [${hosts}], gateways: [${gateways}]}`);
const named = (host: string): string => ingress(at('/').replace('a.b.c', host));
const gateway = (host: string): string =>
  object(
    'networking.istio.io/v1',
    'Gateway',
    `spec: {servers: [{hosts: [${host}], port: {name: p, number: 80, protocol: HTTP}}]}`,
  );
const listener = (hostname: string): string =>
  object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    `spec: {gatewayClassName: c, listeners: [{name: l, port: 80, protocol: HTTP, ${hostname}}]}`,
  );
const routed = (path: string, ...others: readonly string[]): string => {
  const matches = [`{path: {${path}}}`, ...others];
  return route(`hostnames: [a.b.c], parentRefs: [{name: g}], rules: [{matches: [${matches.join(', ')}]}]`);
};
const shown = '{path: {value: /a}, headers: [{name: x, value: "1"}]}';
const matched = (gateway: string, uri: string): string =>
  object(
    'networking.istio.io/v1',
    'VirtualService',
    `spec: {hosts: [a.b.c], gateways: [${gateway}], http: [{match: [{uri: {${uri}}}]}]}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'an Ingress for any name',
    ingress(at('/')),
    ingress('rules: [{http: {paths: []}}]'),
    ['is reachable from outside as any name'],
  ],
  [
    'an Ingress with a default for any name',
    ingress(at('/')),
    ingress(`${at('/')}, defaultBackend: {service: {name: a, port: {number: 80}}}`),
    ['is reachable from outside as any name'],
  ],
  ['a wider path', ingress(at('/public')), ingress(at('/')), ['is reachable from outside as a.b.c/']],
  ['a narrower path', ingress(at('/')), ingress(at('/public')), []],
  ['a path within one', ingress(at('/public/')), ingress(at('/public/a')), []],
  [
    'a path beside one',
    ingress(at('/public')),
    ingress(at('/public').replace('paths: [', 'paths: [{path: /publicity}, ')),
    ['is reachable from outside as a.b.c/publicity'],
  ],
  [
    'what is below an exact path',
    ingress(at('/x', 'Exact')),
    ingress(at('/x')),
    ['is reachable from outside as a.b.c/x'],
  ],
  ['a new Ingress, by its names only', '', ingress(at('/public')), ['is reachable from outside as a.b.c']],
  [
    'another class',
    ingress(`ingressClassName: internal, ${at('/')}`),
    ingress(`ingressClassName: public, ${at('/')}`),
    ['takes traffic by the class public, which it did not'],
  ],
  [
    'the same class, in another field',
    ingress(at('/'), 'kubernetes.io/ingress.class: internal'),
    ingress(`ingressClassName: internal, ${at('/')}`),
    [],
  ],
  [
    'the internet',
    ingress(at('/'), 'alb.ingress.kubernetes.io/scheme: internal'),
    ingress(at('/'), 'alb.ingress.kubernetes.io/scheme: internet-facing'),
    ['is reachable from the internet (alb.ingress.kubernetes.io/scheme)'],
  ],
  [
    'everyone at an Ingress',
    ingress(at('/'), `${allowed}: 10.0.0.0/8`),
    ingress(at('/')),
    [`takes traffic from anywhere (${allowed})`],
  ],
  [
    'one network more at an Ingress',
    ingress(at('/'), `${allowed}: 10.0.0.0/8`),
    ingress(at('/'), `${allowed}: "10.1.0.0/16, 192.0.2.0/24"`),
    ['takes traffic from 192.0.2.0/24'],
  ],
  [
    'the same networks, by the name the annotation had',
    ingress(at('/'), `${allowed.replace('allowlist', 'whitelist')}: 10.0.0.0/8`),
    ingress(at('/'), `${allowed}: 10.0.0.0/8`),
    [],
  ],
  [
    'everyone at an Ingress, by the name the annotation had',
    ingress(at('/'), `${allowed.replace('allowlist', 'whitelist')}: 10.0.0.0/8`),
    ingress(at('/')),
    [`takes traffic from anywhere (${allowed})`],
  ],
  ['one name of those it had', named('"*.b.c"'), named('a.b.c'), []],
  ['one name instead of any', ingress('rules: [{http: {paths: []}}]'), named('a.b.c'), []],
  ['a name further below', named('"*.b.c"'), named('x.a.b.c'), ['is reachable from outside as x.a.b.c']],
  [
    'a wider path of one of its names',
    ingress(at('/x').replace('a.b.c', '"*.b.c"')),
    ingress(at('/')),
    ['is reachable from outside as a.b.c/'],
  ],
  [
    'everyone at a load balancer that said so',
    balancer('', 'loadBalancerSourceRanges: [0.0.0.0/0]'),
    balancer(''),
    [],
  ],
  [
    'a load balancer of the internet that was internal',
    balancer(`${aws}-scheme: internal`),
    balancer(`${aws}-scheme: internet-facing`),
    ['is reachable to the internet (type LoadBalancer)'],
  ],
  [
    'a port of each node',
    object('v1', 'Service', 'spec: {type: ClusterIP}'),
    object('v1', 'Service', 'spec: {type: NodePort}'),
    ['is reachable on every node (type NodePort)'],
  ],
  ['one name of those of a Gateway', gateway('"*.b.c"'), gateway('x.a.b.c'), []],
  ['the same for whoever may use it', gateway('"*.b.c"'), gateway('"*/*.b.c"'), []],
  [
    'names of a Gateway beside those it had',
    gateway('"./*.b.c"'),
    gateway('"*.b.c"'),
    ['takes traffic from outside for *.b.c'],
  ],
  ['a listener for one name', listener(''), listener('hostname: a.b.c'), []],
  [
    'a listener for any name',
    listener('hostname: a.b.c'),
    listener(''),
    ['takes traffic from outside for any name'],
  ],
  [
    'one name instead of any of a Gateway',
    route('parentRefs: [{name: g}]'),
    route('hostnames: [a.b.c], parentRefs: [{name: g}]'),
    [],
  ],
  ['one name of those of a VirtualService', virtual('g', '"*.b.c"'), virtual('g', 'a.b.c'), []],
  [
    'routes of all namespaces',
    listener('allowedRoutes: {namespaces: {from: Same}}'),
    listener('allowedRoutes: {namespaces: {from: All}}'),
    ['its listener l takes routes of all namespaces'],
  ],
  [
    'routes of its own namespace, written out',
    listener(''),
    listener('allowedRoutes: {namespaces: {from: Same}}'),
    [],
  ],
  [
    'a wider path of a route',
    routed('value: /api'),
    routed('value: /'),
    ['takes traffic for /, which it did not'],
  ],
  [
    'a path of a route for whoever comes, no longer for who shows a header',
    routed('value: /b', shown),
    routed('value: /b', '{path: {value: /a}}'),
    ['takes all traffic for /a, of which it took a part, by headers or the like'],
  ],
  [
    'the same, where another match takes it all',
    routed('value: /', shown),
    routed('value: /', '{path: {value: /a}}'),
    [],
  ],
  [
    'a path of a VirtualService for all methods, no longer for one',
    matched('public', 'prefix: /a}, method: {exact: GET'),
    matched('public', 'prefix: /a'),
    ['takes all traffic for /a, of which it took a part, by headers or the like'],
  ],
  [
    'one method of a VirtualService instead of another',
    matched('public', 'prefix: /a}, method: {exact: GET'),
    matched('public', 'prefix: /a}, method: {exact: POST'),
    [],
  ],
  ['a path within one of a route', routed('value: /'), routed('type: Exact, value: /api'), []],
  ['a pattern of paths', routed('type: RegularExpression, value: /a.*'), routed('value: /b'), []],
  [
    'a wider path of a VirtualService',
    matched('public', 'prefix: /api'),
    matched('public', 'prefix: /'),
    ['takes traffic for /, which it did not'],
  ],
  ['a wider path in the mesh', matched('mesh', 'prefix: /api'), matched('mesh', 'prefix: /'), []],
  ['fewer at an Ingress', ingress(at('/')), ingress(at('/'), `${allowed}: 10.0.0.0/8`), []],
  [
    'everyone at a load balancer',
    balancer(`${ranges}: 10.0.0.0/8`),
    balancer(''),
    [`takes traffic from anywhere (${ranges})`],
  ],
  [
    'the same networks, in another field',
    balancer(`${ranges}: 10.0.0.0/8`),
    balancer('', 'loadBalancerSourceRanges: [10.0.0.0/8]'),
    [],
  ],
  [
    'a load balancer that was internal',
    balancer(`${aws}-internal: "true"`),
    balancer(''),
    ['takes traffic by any network, which it did not'],
  ],
  ['one that is', balancer(''), balancer(`${aws}-internal: "true"`), []],
  [
    'one that is, in newer words',
    balancer(`${aws}-internal: "true"`),
    balancer(`${aws}-scheme: internal`),
    [],
  ],
  [
    'any name of another Gateway',
    route('hostnames: [a.b.c], parentRefs: [{name: internal}]'),
    route('parentRefs: [{name: public, namespace: edge}]'),
    ['takes traffic for any name', 'takes traffic by the Gateway edge/public, which it did not'],
  ],
  [
    'the same Gateway, in full',
    route('hostnames: [a.b.c], parentRefs: [{name: internal}]'),
    route('hostnames: [a.b.c], parentRefs: [{name: internal, kind: Gateway}]'),
    [],
  ],
  [
    'the same Gateway, with its namespace, of a route',
    route('hostnames: [a.b.c], parentRefs: [{name: internal}]'),
    route('hostnames: [a.b.c], parentRefs: [{name: internal, namespace: b}]'),
    [],
  ],
  [
    'a name of the mesh, outside',
    virtual('mesh'),
    virtual('istio-ingress/public'),
    ['takes traffic from outside for shop.example.com'],
  ],
  [
    'a name outside, at another Gateway',
    virtual('mesh, internal'),
    virtual('mesh, public'),
    ['takes traffic by the Gateway b/public, which it did not'],
  ],
  ['the same Gateway, with its namespace', virtual('public'), virtual('b/public'), []],
  ['a name outside no more', virtual('mesh, public'), virtual('mesh'), []],
  ['a name of the mesh', '', virtual(''), []],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const contour = (host: string, ...routes: readonly string[]): string =>
  object(
    'projectcontour.io/v1',
    'HTTPProxy',
    `spec: {virtualhost: {${host}}, routes: [${routes.join(', ')}]}`,
  );
const shop = 'fqdn: shop.e.com, tls: {secretName: s}';
const below = (prefix: string, rest = '', service = 'api'): string =>
  `{conditions: [{prefix: ${prefix}}], ${rest} services: [{name: ${service}, port: 80}]}`;
const traefik = (match: string, rest = '', spec = 'tls: {}'): string =>
  object(
    'traefik.io/v1alpha1',
    'IngressRoute',
    `spec: {${spec}, routes: [{match: '${match}', ${rest} services: [{name: api, port: 80}]}]}`,
  );
const openShift = (service: string, rest = ''): string =>
  object(
    'route.openshift.io/v1',
    'Route',
    `spec: {host: a.e.com, to: {kind: Service, name: ${service}}, ${rest}}`,
  );
const auth = 'middlewares: [{name: auth}],';

test.each<[string, string, string, string[]]>([
  [
    'another path',
    contour(shop, below('/api')),
    contour(shop, below('/api'), below('/admin')),
    ['exposure: is reachable from outside as shop.e.com/admin'],
  ],
  ['a part of a path', contour(shop, below('/api')), contour(shop, below('/api/v1')), []],
  [
    'another name',
    contour(shop, below('/api')),
    contour(shop.replace('shop', 'cart'), below('/api')),
    ['exposure: is reachable from outside as cart.e.com', 'deletion: no longer takes traffic for shop.e.com'],
  ],
  [
    'another Service',
    contour(shop, below('/api')),
    contour(shop, below('/api', '', 'other')),
    ['traffic-change: sends its traffic for shop.e.com/api to other, and none to api any more'],
  ],
  [
    'a mirror',
    contour(shop, below('/api')),
    contour(shop, below('/api').replace(']}', ', {name: copy, port: 80, mirror: true}]}')),
    ['traffic-change: sends a copy of its traffic for shop.e.com/api to copy'],
  ],
  [
    'no certificate, and more paths',
    contour(shop, below('/api')),
    contour('fqdn: shop.e.com', below('/')),
    [
      'exposure: is reachable from outside as shop.e.com/',
      'encryption-cut: encryption of shop.e.com is none, no longer TLS',
    ],
  ],
  [
    'a path in the clear',
    contour(shop, below('/api')),
    contour(shop, below('/api', 'permitInsecure: true,')),
    ['encryption-cut: what shop.e.com/api is asked by is plain HTTP too, no longer HTTPS'],
  ],
  [
    'nobody who asks who comes',
    contour(
      'fqdn: shop.e.com, authorization: {}, tls: {clientValidation: {}}',
      below('/api', 'ipAllowPolicy: [{cidr: 10.0.0.0/8}],'),
    ),
    contour('fqdn: shop.e.com, tls: {}', below('/api')),
    [
      'protection-cut: no longer has authorization, ipAllowPolicy look at what comes to shop.e.com/api',
      'exposure: lets in whoever comes: virtualhost.tls.clientValidation is gone',
    ],
  ],
  ['a part of another proxy', '', contour('', below('/api')), []],
  [
    'no certificate of OpenShift, and another Service',
    openShift('api', 'tls: {termination: edge}'),
    openShift('other'),
    [
      'encryption-cut: encryption of a.e.com is none, no longer TLS',
      'traffic-change: sends its traffic for a.e.com/ to other, and none to api any more',
    ],
  ],
  [
    'what is in the clear, too',
    openShift('api', 'tls: {insecureEdgeTerminationPolicy: Redirect}'),
    openShift('api', 'tls: {insecureEdgeTerminationPolicy: Allow}'),
    [
      'encryption-cut: answers in the clear too: tls.insecureEdgeTerminationPolicy goes from Redirect to Allow',
    ],
  ],
  [
    'all names below',
    openShift('api'),
    openShift('api', 'wildcardPolicy: Subdomain'),
    ['exposure: is reachable from outside as *.e.com'],
  ],
  [
    'no middleware, and no certificate',
    traefik('Host(`a.e.com`) && PathPrefix(`/api`)', auth),
    traefik('Host(`a.e.com`) && PathPrefix(`/api`)', '', 'entryPoints: [web]'),
    [
      'protection-cut: no longer has b/auth look at what comes to a.e.com/api',
      'encryption-cut: encryption of a.e.com is none, no longer TLS',
    ],
  ],
  [
    'the same names in other words',
    traefik('Host(`a.e.com`, `b.e.com`)'),
    traefik('Host(`a.e.com`) || Host(`b.e.com`)'),
    [],
  ],
  [
    'a path that was left out',
    traefik('(Host(`a.e.com`) || Host(`b.e.com`)) && !PathPrefix(`/admin`)'),
    traefik('Host(`a.e.com`) || Host(`b.e.com`)'),
    ['exposure: is reachable from outside as a.e.com/', 'exposure: is reachable from outside as b.e.com/'],
  ],
  [
    'all names',
    traefik('Host(`a.e.com`)'),
    traefik('PathPrefix(`/`)'),
    ['exposure: is reachable from outside as any name'],
  ],
  [
    'a pattern with brackets',
    traefik('Host(`a.e.com`) && PathRegexp(`^/(a|b)$`)'),
    traefik('Host(`a.e.com`) && PathRegexp(`^/(a|b)$`)'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after).toSorted()).toEqual(expected.map((message) => `warning ${message}`).toSorted()),
);

test('what goes may be taken over by another kind', () => {
  const lost = 'warning deletion: it is deleted, so nothing comes in from outside by its names';
  const route = traefik('Host(`a.e.com`)');
  expect(told(route, '')).toEqual([lost]);
  expect(told(route, route.replace('traefik.io', 'traefik.containo.us'))).not.toContain(lost);
  expect(told(route, contour('fqdn: a.e.com', '{services: [{name: api}]}'))).not.toContain(lost);
  expect(told(route, contour('fqdn: b.e.com', '{services: [{name: api}]}'))).toContain(lost);
});

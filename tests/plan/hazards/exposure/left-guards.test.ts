import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const nginx = 'nginx.ingress.kubernetes.io';
const ingress = (annotations: string, name = 'a'): string =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'spec: {rules: [{host: a.b}]}',
    `annotations: {${annotations}}`,
  ).replace('name: a,', `name: ${name},`);
const auth = `${nginx}/auth-url: "https://auth", ${nginx}/whitelist-source-range: 10.0.0.0/8`;
const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'spec: {hostnames: [a.b], rules: [{}]}');
const policy = object('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', 'spec: {}');
const open = (names: string): string =>
  `what takes its traffic lets in whoever comes, unless something else asks: ${names} went with it`;

test.each<[string, string, string, string[]]>([
  [
    'a route of another kind',
    ingress(auth),
    route,
    [open(`${nginx}/auth-url, ${nginx}/whitelist-source-range`)],
  ],
  ['such a route with a policy', ingress(auth), `${route}\n---\n${policy}`, []],
  ['such a route, where nobody was asked', ingress(''), route, []],
  ['nobody', ingress(auth), '', []],
  [
    'an Ingress that asks as much, and a route',
    ingress(auth),
    `${ingress(auth, 'c')}\n---\n${ingress('', 'd').replace('a.b', 'c.d')}`,
    [],
  ],
])('an Ingress whose traffic is taken by %s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => text.includes('went with it'))).toEqual(
    expected.map((message) => `warning exposure: ${message}`),
  ),
);

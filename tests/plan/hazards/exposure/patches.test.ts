import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const filter = (...parts: string[]): string =>
  object(
    'networking.istio.io/v1alpha3',
    'EnvoyFilter',
    `spec: {configPatches: [${parts.map((part) => `{applyTo: ${part}}`).join(', ')}]}`,
  );
const plugin = (url: string): string =>
  object('extensions.istio.io/v1alpha1', 'WasmPlugin', `spec: {url: ${url}}`);
const ingress = (annotations: string): string =>
  object('networking.k8s.io/v1', 'Ingress', 'spec: {}', `annotations: {${annotations}}`);
const snippet = 'nginx.ingress.kubernetes.io/server-snippet';

test.each<[string, string, string, string[]]>([
  [
    'newly',
    '',
    filter('CLUSTER', 'LISTENER', 'CLUSTER'),
    ['changes what proxies are made of (CLUSTER, LISTENER)'],
  ],
  [
    'in one more place',
    filter('CLUSTER'),
    filter('CLUSTER', 'ROUTE_CONFIGURATION'),
    ['changes what proxies are made of (CLUSTER, ROUTE_CONFIGURATION), otherwise than before'],
  ],
  ['as before', filter('CLUSTER'), filter('CLUSTER').replace('spec: {', 'spec: {priority: 5, '), []],
  ['no more', filter('CLUSTER'), filter(), []],
  [
    'by another program',
    plugin('oci://x/p:1'),
    plugin('oci://x/p:2'),
    ['has proxies run oci://x/p:2, otherwise than before'],
  ],
  ['by the same program, its address in full', plugin('x/p:1'), plugin('oci://x/p:1'), []],
  [
    'by an annotation',
    ingress(''),
    ingress(`${snippet}: deny all;`),
    [`changes how nginx is configured (${snippet})`],
  ],
  ['by none any more', ingress(`${snippet}: deny all;`), ingress(''), []],
])('proxies that are changed %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map((text) => `warning mutation: ${text}: what other objects say of traffic may not hold`),
  ),
);

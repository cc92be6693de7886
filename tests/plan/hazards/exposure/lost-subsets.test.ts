import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const rule = (...subsets: readonly string[]): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: shop, namespace: b}, spec: {host: shop, subsets: [${subsets.map((name) => `{name: ${name}, labels: {version: ${name}}}`).join(', ')}]}}`;
const routed = (subset: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: shop, namespace: b}, spec: {hosts: [shop], http: [{route: [{destination: {host: shop, subset: ${subset}}}]}]}}`;
const all = (...objects: readonly string[]): string => objects.join('\n---\n');
const lost = (names: string): string =>
  `warning deletion: no longer knows the subset ${names}: what is still routed there fails`;

test.each<[string, string, string, string[]]>([
  ['go', rule('v1', 'v2', 'v3'), rule('v3'), [lost('v1, v2')]],
  ['all go', rule('v1'), rule(), [lost('v1')]],
  [
    'go with what was routed there',
    all(rule('v1', 'v2'), routed('v1')),
    all(rule('v2'), routed('v2')),
    ['warning traffic-change: sends its traffic to shop (subset v2), and none to shop (subset v1) any more'],
  ],
  [
    'go while something else leaves one of the same name',
    all(rule('v1', 'v2'), routed('v1').replaceAll('shop', 'pay')),
    all(rule('v2'), routed('v2').replaceAll('shop', 'pay')),
    [
      lost('v1'),
      'warning traffic-change: sends its traffic to pay (subset v2), and none to pay (subset v1) any more',
    ],
  ],
  [
    'are renamed with what is routed there',
    all(rule('v1'), routed('v1')),
    all(rule('stable').replace('version: stable', 'version: v1'), routed('stable')),
    [],
  ],
  [
    'go to another DestinationRule',
    rule('v1', 'v2'),
    all(rule('v1'), rule('v2').replace('name: shop', 'name: more').replace('host: shop', 'host: shop.b.svc')),
    [],
  ],
  ['come', rule('v1'), rule('v1', 'v2'), []],
])('subsets that %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

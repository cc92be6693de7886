import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const rule = (host: string, name = 'a'): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: ${name}, namespace: b}, spec: {host: ${host}, trafficPolicy: {tls: {mode: MUTUAL}}}}`;
const service = (name: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: b}, spec: {selector: {app: web}, ports: [{port: 80}]}}`;

test('a rule that is for another Service', () => {
  expect(told(rule('shop'), rule('store'))).toEqual([
    'warning protection-cut: its subsets, limits and encryption are for traffic to store, no longer to shop',
  ]);
});

test.each<[string, string, string]>([
  ['the same Service by its full name', rule('shop'), rule('shop.b.svc.cluster.local')],
  [
    'a Service that is renamed',
    `${rule('shop')}\n---\n${service('shop')}`,
    `${rule('store')}\n---\n${service('store')}`,
  ],
  ['what another rule is for now', rule('shop'), `${rule('store')}\n---\n${rule('shop', 'other')}`],
])('a rule for %s', (_, before, after) => {
  expect(told(before, after).filter((text) => text.includes('traffic to'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { Cluster } from '../../../../src/policy/fleet-rules/cluster.ts';
import { isServed, serviceOf } from '../../../../src/policy/fleet-rules/facts/service-address.ts';
import { FleetObject } from '../../../../src/policy/fleet-rules/fleet-object.ts';

function cluster(kind: string, apiVersion: string, name: string): Cluster {
  const object = { apiVersion, kind, metadata: { name, namespace: 'shop' } };
  return new Cluster('', '', [new FleetObject({ object, file: '', locate: () => ({ file: '' }) })]);
}

const shop = cluster('Service', 'v1', 'web');

test.for([
  'http://web.shop',
  'http://web.shop:8080/path',
  'https://web.shop.svc',
  'http://web.shop.svc.cluster.local:9090',
])('%s is a Service', (url) => {
  expect(serviceOf(shop, url)).toEqual({ name: 'web', namespace: 'shop' });
});

test.for([
  'http://localhost:9090',
  'http://10.0.0.1',
  'https://receipts.example',
  'https://prometheus.receipts.example',
  'web.shop',
  '',
])('%j is none', (url) => {
  expect(serviceOf(shop, url)).toBeUndefined();
});

test('a Service is written, or made by the operator of Prometheus', () => {
  const address = (name: string) => ({ namespace: 'shop', name });
  expect(isServed(shop, address('web'))).toBe(true);
  expect(isServed(shop, address('prometheus-operated'))).toBe(false);
  const watched = cluster('Prometheus', 'monitoring.coreos.com/v1', 'platform');
  expect(isServed(watched, address('prometheus-operated'))).toBe(true);
  expect(isServed(watched, address('alertmanager-operated'))).toBe(false);
});

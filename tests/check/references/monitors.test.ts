import { expect, test } from 'vitest';
import { checked, deployment, object, service } from '../checked.ts';

test('ServiceMonitors', () => {
  const labelled = service.replace('namespace: shop}', 'namespace: shop, labels: {app: web}}');
  const monitor = (label: string, port: string, rest = '') =>
    object(
      'ServiceMonitor',
      'monitoring.coreos.com/v1',
      'a',
      `spec: {selector: {matchLabels: {app: ${label}}}, endpoints: [{port: ${port}}]${rest}}`,
    );
  expect(checked(labelled + deployment() + monitor('web', 'http'))).toEqual([]);
  expect(
    checked(labelled + deployment() + monitor('web', 'http', ', namespaceSelector: {any: true}')),
  ).toEqual([]);
  expect(checked(labelled + deployment() + monitor('web', 'metrics'))).toEqual([
    'warning missing-port spec.endpoints[0].port: no Service that it selects has a port named "metrics"',
  ]);
  expect(checked(labelled + deployment() + monitor('api', 'http'))).toEqual([
    'warning selects-no-services spec.selector: none of the manifests read is a Service with app=api',
  ]);
  expect(
    checked(
      labelled + deployment() + monitor('web', 'http', ', namespaceSelector: {matchNames: [other]}'),
    )[0],
  ).toMatch('selects-no-services');
});

import { expect, test } from 'vitest';
import { checked, deployment, namespace, object, service } from '../checked.ts';

test('a Service that selects pods', () => {
  expect(checked(namespace + service + deployment())).toEqual([]);
});

test('a Service without pods is an error where all pods are known', () => {
  const wrong = deployment('{}', '{}', { labels: '{app: wbe}' });
  expect(checked(service + wrong)).toEqual([
    'error selects-no-pods spec.selector: no workload in namespace shop has pods with app=web',
  ]);
  expect(checked(service)).toEqual([
    'warning selects-no-pods spec.selector: none of the manifests read makes pods with app=web',
  ]);
  expect(
    checked(service + wrong + object('Prometheus', 'monitoring.coreos.com/v1', 'p', 'spec: {}'))[0],
  ).toMatch(/^warning selects-no-pods/);
});

test('Services without a selector, and names for the outside', () => {
  expect(checked(object('Service', 'v1', 'a', 'spec: {ports: [{port: 80}]}'))).toEqual([]);
  expect(
    checked(
      object('Service', 'v1', 'a', 'spec: {type: ExternalName, externalName: example.com, selector: {a: b}}'),
    ),
  ).toEqual([]);
});

test('named target ports', () => {
  const named = service.replace('targetPort: 8080', 'targetPort: http');
  expect(checked(named + deployment('{}', '{ports: [{name: http, containerPort: 1}]}'))).toEqual([]);
  expect(checked(named + deployment())).toEqual([
    'warning missing-port spec.ports[0].targetPort: pods of the Deployment web have no port named "http"',
  ]);
});

test('disruption budgets and network policies', () => {
  const budget = object(
    'PodDisruptionBudget',
    'policy/v1',
    'a',
    'spec: {maxUnavailable: 1, selector: {matchLabels: {app: api}}}',
  );
  const policy = object(
    'NetworkPolicy',
    'networking.k8s.io/v1',
    'a',
    'spec: {podSelector: {matchExpressions: [{key: app, operator: In, values: [api]}]}}',
  );
  expect(checked(budget + deployment())).toEqual([
    'error selects-no-pods spec.selector: no workload in namespace shop has pods with app=api',
  ]);
  expect(checked(policy + deployment())).toEqual([
    'warning selects-no-pods spec.podSelector: no workload in namespace shop has pods with app In (api)',
  ]);
  expect(checked(object('NetworkPolicy', 'networking.k8s.io/v1', 'a', 'spec: {podSelector: {}}'))).toEqual(
    [],
  );
});

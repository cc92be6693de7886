import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { AppNamespace, quotaOf } from '../../src/constructs/app-namespace.ts';
import { exampleChart, objectOf, objectsOf } from './fixtures.ts';

test('an app has one namespace, whoever asks for it', () => {
  const chart = exampleChart();
  const first = AppNamespace.of(new Construct(chart, 'web'));
  const second = AppNamespace.of(new Construct(new Construct(chart, 'worker'), 'pods'));

  expect(second).toBe(first);
  expect(objectsOf(chart).map(({ kind }) => kind)).toEqual([
    'Namespace',
    'NetworkPolicy',
    'LimitRange',
    'ResourceQuota',
  ]);
});

test('a namespace that is called as another app is made by that app', () => {
  const owner = {
    app: 'shop',
    product: 'shop',
    namespace: 'shop',
    scope: 'region',
    wave: 0,
    chartRepositories: [],
  } as const;
  const kindsIn = (namespace: string): string[] => {
    const chart = exampleChart({ namespace, fleet: { apps: [owner], products: {} } });
    AppNamespace.of(chart);
    return objectsOf(chart).map(({ kind }) => kind);
  };
  expect(kindsIn('shop')).toEqual(['NetworkPolicy', 'LimitRange', 'ResourceQuota']);
  expect(kindsIn('stock')).toContain('Namespace');
});

test('the namespace denies what no policy allows, and pods that are not restricted', () => {
  const chart = exampleChart();
  AppNamespace.of(chart);

  expect(objectOf(chart, 'Namespace').metadata).toMatchObject({
    name: 'shop-api',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
  });
  expect(objectOf(chart, 'NetworkPolicy')['spec']).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('the quota is what all workloads have reserved', () => {
  const chart = exampleChart();
  AppNamespace.of(chart).reserve({
    pods: 4,
    containers: [{ cpu: '250m', memory: '1.5Gi' }],
    volumeSize: '10Gi',
  });
  AppNamespace.of(chart).reserve({
    pods: 2,
    containers: [
      { cpu: '1', memory: '512Mi', gpus: 1 },
      { cpu: '100m', memory: '128Mi' },
    ],
  });

  expect(objectOf(chart, 'ResourceQuota')['spec']).toEqual({
    hard: {
      pods: '6',
      'requests.cpu': '3200m',
      'requests.memory': '7424Mi',
      'limits.memory': '7424Mi',
      'requests.nvidia.com/gpu': '2',
      persistentvolumeclaims: '4',
      'requests.storage': '40Gi',
      'services.nodeports': '0',
      'services.loadbalancers': '0',
    },
  });
});

test('what is no quantity counts as nothing, as its workload reports it', () => {
  expect(quotaOf([{ pods: 0.5, containers: [{ cpu: '1', memory: '1Gi' }] }])).toMatchObject({ pods: '0' });
  expect(quotaOf([{ pods: 2, containers: [{ cpu: 'many', memory: '1Gi' }] }])).toMatchObject({
    'requests.cpu': '0',
    'requests.memory': '2Gi',
  });
});

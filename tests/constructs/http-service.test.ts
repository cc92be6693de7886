import { expect, test } from 'vitest';
import { HttpService } from '../../src/constructs/http-service.ts';
import {
  exampleChart,
  exampleContext,
  inventoryOf,
  objectOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

const canary = {
  weightsPercent: [20, 50],
  pauseSeconds: 60,
  maxErrorRatePercent: 1,
  maxLatencyMilliseconds: 200,
};
const withCanary = { settings: { ...exampleContext().settings, canary } };

test('brings everything that a service needs', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api', { exposed: true, secrets: ['DATABASE_URL'] });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(inventoryOf(chart)).toEqual([
    'ConfigMap shop-api',
    'Deployment shop-api',
    'ExternalSecret shop-api',
    'LimitRange defaults',
    'Namespace shop-api',
    'NetworkPolicy default-deny',
    'NetworkPolicy shop-api',
    'PodDisruptionBudget shop-api',
    'ResourceQuota reserved',
    'Service shop-api',
    'ServiceAccount shop-api',
    'VirtualService shop-api',
  ]);
});

test('leaves the number of replicas to the scaler, and says it where there is none', () => {
  const scaled = exampleChart();
  new HttpService(scaled, 'api');
  const { resources } = exampleContext().settings;
  const fixed = exampleChart({ settings: { ...(resources && { resources }), replicas: 3 } });
  new HttpService(fixed, 'api');

  expect(objectOf(scaled, 'Deployment')['spec']).not.toHaveProperty('replicas');
  expect(objectOf(fixed, 'Deployment')['spec']).toHaveProperty('replicas', 3);
});

test('with a canary it is a Rollout, whose two versions both fit the quota', () => {
  const chart = exampleChart(withCanary);
  const service = new HttpService(chart, 'api', { exposed: true });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(service.target).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'shop-api' });
  expect(objectOf(chart, 'Rollout')['spec']).toMatchObject({
    strategy: { canary: { stableService: 'shop-api', canaryService: 'shop-api-canary' } },
    template: {
      spec: { topologySpreadConstraints: [{ matchLabelKeys: ['rollouts-pod-template-hash'] }, {}] },
    },
  });
  expect(objectOf(chart, 'VirtualService')['spec']).toMatchObject({
    hosts: ['shop-api.shop-api.svc.cluster.local', 'shop-api.dev.example.com'],
    gateways: ['mesh', 'istio-ingress/public'],
  });
  expect(objectOf(chart, 'ResourceQuota')['spec']).toMatchObject({ hard: { pods: '12' } });
});

test('only the gateway and named callers may connect, and only to the port', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api', {
    exposed: true,
    port: 3000,
    allowFrom: [{ podSelector: { matchLabels: { role: 'caller' } } }],
  });

  expect(objectOf(chart, 'NetworkPolicy', 'shop-api')['spec']).toMatchObject({
    ingress: [
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' } } },
          { podSelector: { matchLabels: { role: 'caller' } } },
        ],
        ports: [{ protocol: 'TCP', port: 3000 }],
      },
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [
          { protocol: 'TCP', port: 9090 },
          { protocol: 'TCP', port: 15090 },
        ],
      },
    ],
  });
});

test('a service that is not exposed has no route, and no rule for a port that nobody may use', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api');

  expect(inventoryOf(chart)).not.toContain('VirtualService shop-api');
  expect(objectOf(chart, 'NetworkPolicy', 'shop-api')['spec']).toMatchObject({
    ingress: [{ ports: [{ port: 9090 }, { port: 15090 }] }],
  });
});

test('its Service selects its pods and names the ports', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api');

  expect(objectOf(chart, 'Service')['spec']).toEqual({
    selector: { 'app.kubernetes.io/name': 'shop-api', 'app.kubernetes.io/component': 'shop-api' },
    ports: [
      { name: 'http', port: 80, targetPort: 'http' },
      { name: 'metrics', port: 9090, targetPort: 'metrics' },
    ],
  });
});

test('the load profile stands on the workload', () => {
  const chart = exampleChart();
  new HttpService(chart, 'api');

  expect(objectOf(chart, 'Deployment').metadata.annotations).toEqual({
    'plumbline.dev/requests-per-second-per-pod': '40',
    'plumbline.dev/service-time-ms': '20',
    'plumbline.dev/ready-seconds': '15',
  });
});

test('collects every problem, with its construct, field, value and bound', () => {
  const chart = exampleChart({ settings: { replicas: 2 }, image: '' });
  new HttpService(chart, 'api', {
    name: 'Shop_API',
    port: 80,
    probes: { readinessPath: 'ready' },
    minAvailable: 2,
    shutdownSeconds: 0,
  });

  expect(problemsOf(chart)).toEqual([
    'shop-api/api/pods: name: "Shop_API" is not allowed here; lower-case letters, digits and dashes, starting with a letter, at most 63 characters',
    'shop-api/api/pods: image: "" is not allowed here; an image',
    'shop-api/api/pods: settings.resources is missing; cpu and memory of one pod, e.g. { cpu: 250m, memory: 512Mi }',
    'shop-api/api/pods: port: 80 is not allowed here; a whole number from 1024 to 65535: lower ports need rights that pods do not get',
    'shop-api/api/pods: probes.readinessPath: "ready" is not allowed here; a path that starts with /',
    'shop-api/api/pods: shutdownSeconds: 0 is not allowed here; a whole number of at least 1',
    'shop-api/api/disruption-budget: minAvailable: 2 is not allowed here; less than the least number of replicas (2)',
  ]);
});

test('an app says how it scales or how many it is; a workload can say its own number', () => {
  const settings = { resources: { cpu: '1', memory: '1Gi' } };
  const neither = exampleChart({ settings });
  new HttpService(neither, 'api');
  const own = exampleChart({ settings });
  new HttpService(own, 'api', { replicas: 2 });
  const none = exampleChart({ settings });
  new HttpService(none, 'api', { replicas: 0 });

  expect(problemsOf(neither)).toEqual([
    'shop-api/api: settings.scaling is missing; scaling (minReplicas and maxReplicas at least) or replicas',
  ]);
  expect(problemsOf(own)).toEqual([]);
  expect(objectOf(own, 'Deployment')['spec']).toHaveProperty('replicas', 2);
  expect(problemsOf(none)).toEqual([
    'shop-api/api: replicas: 0 is not allowed here; a whole number of at least 1',
  ]);
});

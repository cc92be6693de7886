import { expect, test } from 'vitest';
import type { AppContext } from '../../../src/constructs/app.ts';
import { toApp, toHttps, toPrivateNetwork } from '../../../src/constructs/peers.ts';
import { WorkloadPods } from '../../../src/constructs/pods/pods.ts';
import type { WorkloadPodsProps } from '../../../src/constructs/pods/props.ts';
import { exampleChart, objectOf, problemsOf } from '../fixtures.ts';

function podsOf(props: Partial<WorkloadPodsProps> = {}, changes: Partial<AppContext> = {}): WorkloadPods {
  return new WorkloadPods(exampleChart(changes), 'pods', { maxPods: 3, ...props });
}

test('pods run under the restricted level of Pod Security', () => {
  const { spec } = podsOf().template;

  expect(spec).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
  });
});

test("memory's limit is its request; CPU has none unless given", () => {
  const unlimited = podsOf({ resources: { cpu: '250m', memory: '1Gi' } });
  const limited = podsOf({ resources: { cpu: '250m', memory: '1Gi', cpuLimit: '1', gpus: 2 } });

  expect(unlimited.template.spec.containers[0]?.resources).toEqual({
    requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '256Mi' },
    limits: { memory: '1Gi' },
  });
  expect(limited.template.spec.containers[0]?.resources).toEqual({
    requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '256Mi', 'nvidia.com/gpu': '2' },
    limits: { cpu: '1', memory: '1Gi', 'nvidia.com/gpu': '2' },
  });
});

test('a pod that takes requests is drained before it is stopped, and may take three times its usual start', () => {
  const { spec } = podsOf({ port: 8080, probes: {}, shutdownSeconds: 20 }).template;

  expect(spec.terminationGracePeriodSeconds).toBe(30);
  expect(spec.containers[0]).toMatchObject({
    lifecycle: { preStop: { sleep: { seconds: 10 } } },
    startupProbe: { httpGet: { path: '/livez', port: 'http' }, periodSeconds: 5, failureThreshold: 9 },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
  });
});

test('a pod without requests has nothing to drain, and answers its probes on a port of their own', () => {
  const { spec } = podsOf({ probes: { livenessPath: '/alive' } }).template;

  expect(spec.terminationGracePeriodSeconds).toBe(30);
  expect(spec.containers[0]).not.toHaveProperty('lifecycle');
  expect(spec.containers[0]).toMatchObject({
    ports: [
      { name: 'health', containerPort: 8081 },
      { name: 'metrics', containerPort: 9090 },
    ],
    livenessProbe: { httpGet: { path: '/alive', port: 'health' } },
  });
});

test('a changed variable restarts the pods; the order of variables does not', () => {
  const hash = (config: Readonly<Record<string, string>>) =>
    podsOf({ config }).template.metadata.annotations['plumbline.dev/config-hash'];

  expect(hash({ A: '1', B: '2' })).toBe(hash({ B: '2', A: '1' }));
  expect(hash({ A: '1', B: '2' })).not.toBe(hash({ A: '1', B: '3' }));
  expect(hash({})).toMatch(/^[0-9a-f]{16}$/);
});

test("settings win over an app's own variables, and no secret's value is rendered", () => {
  const chart = exampleChart({
    settings: { resources: { cpu: '1', memory: '1Gi' }, config: { LEVEL: 'debug' } },
  });
  const { template } = new WorkloadPods(chart, 'pods', {
    maxPods: 1,
    config: { LEVEL: 'info', MODE: 'fast' },
    secrets: ['TOKEN'],
  });

  expect(objectOf(chart, 'ConfigMap')['data']).toEqual({
    ENVIRONMENT: 'dev',
    REGION: 'ap-northeast-1',
    LEVEL: 'debug',
    MODE: 'fast',
  });
  expect(objectOf(chart, 'ExternalSecret')['spec']).toMatchObject({
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws-secrets' },
    data: [{ secretKey: 'TOKEN', remoteRef: { key: 'dev/shop/shop-api', property: 'TOKEN' } }],
  });
  expect(template.spec.containers[0]?.envFrom).toEqual([
    { configMapRef: { name: 'shop-api' } },
    { secretRef: { name: 'shop-api' } },
  ]);
});

test('the AWS role is found by the name of environment, region and workload', () => {
  const chart = exampleChart();
  new WorkloadPods(chart, 'pods', { maxPods: 1 });

  const account = objectOf(chart, 'ServiceAccount');
  expect(account['automountServiceAccountToken']).toBe(false);
  expect(account.metadata.annotations).toMatchObject({
    'plumbline.dev/pod-identity-role': 'dev-ap-northeast-1-shop-api',
  });
});

test('spot is preferred and tolerated, on-demand is required', () => {
  const term = (capacity: string) => ({
    matchExpressions: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: [capacity] }],
  });

  expect(podsOf({ capacity: 'spot' }).template.spec).toMatchObject({
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: term('spot') }],
      },
    },
    tolerations: [
      { key: 'karpenter.sh/capacity-type', operator: 'Equal', value: 'spot', effect: 'NoSchedule' },
    ],
  });
  const onDemand = podsOf().template.spec;
  expect(onDemand.affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term('on-demand')] },
    },
  });
  expect(onDemand).not.toHaveProperty('tolerations');
});

test('zones are a preference unless they are required', () => {
  const zoneRule = (zoneSpread: 'preferred' | 'required') =>
    podsOf({ zoneSpread }).template.spec.topologySpreadConstraints?.[0];

  expect(zoneRule('preferred')).toMatchObject({ whenUnsatisfiable: 'ScheduleAnyway' });
  expect(zoneRule('required')).toMatchObject({
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    minDomains: 2,
  });
  // The API refuses it beside ScheduleAnyway.
  expect(zoneRule('preferred')).not.toHaveProperty('minDomains');
});

test('who serves requests or calls apps has a sidecar; who only fetches work has none', () => {
  const injected = (props: Partial<WorkloadPodsProps>) =>
    podsOf(props).template.metadata.labels['sidecar.istio.io/inject'];

  expect(injected({ port: 8080 })).toBe('true');
  expect(injected({ connectTo: [toApp('other', 8080)] })).toBe('true');
  expect(injected({ connectTo: [toHttps(), toPrivateNetwork(5432)] })).toBeUndefined();
  expect(injected({ port: 8080, meshed: false })).toBeUndefined();
});

test('nothing may be reached but DNS, credentials and what is named', () => {
  const chart = exampleChart();
  new WorkloadPods(chart, 'pods', { maxPods: 1, connectTo: [toPrivateNetwork(5432)] });

  const { egress } = objectOf(chart, 'NetworkPolicy', 'shop-api')['spec'] as { egress: { ports: unknown }[] };
  expect(egress.map(({ ports }) => ports)).toEqual([
    [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
    [{ protocol: 'TCP', port: 80 }],
    [{ protocol: 'TCP', port: 5432 }],
  ]);
});

test('scratch directories are bounded, on disk or in memory', () => {
  const { spec } = podsOf({
    scratch: [
      { path: '/work', size: '1Gi' },
      { path: '/dev/shm', size: '64Mi', medium: 'memory' },
    ],
  }).template;

  expect(spec.volumes?.slice(1)).toEqual([
    { name: 'scratch-0', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'scratch-1', emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } },
  ]);
  expect(spec.containers[0]?.volumeMounts?.slice(1)).toEqual([
    { name: 'scratch-0', mountPath: '/work' },
    { name: 'scratch-1', mountPath: '/dev/shm' },
  ]);
  // 1Gi and the 256Mi of /tmp; memory is counted as such.
  expect(spec.containers[0]?.resources?.requests).toMatchObject({ 'ephemeral-storage': '1280Mi' });
});

test('problems with resources, ports and variables name field, value and bound', () => {
  const chart = exampleChart({ settings: { config: { TOKEN: 'x' } } });
  new WorkloadPods(chart, 'pods', {
    maxPods: 1,
    port: 9090,
    resources: { cpu: '2', memory: '1 GB', cpuLimit: '1' },
    maxResources: { cpu: '1', memory: '4Gi' },
    config: { DATABASE_PASSWORD: 'hunter2', mode: 'fast' },
    secrets: ['TOKEN'],
    scratch: [{ path: 'work', size: 'much' }],
  });

  expect(problemsOf(chart)).toEqual([
    'shop-api/pods: resources.memory: "1 GB" is not allowed here; a quantity above 0 such as 250m, 2 or 1.5Gi',
    'shop-api/pods: resources.cpuLimit: "1" is not allowed here; at least the request (2)',
    'shop-api/pods: maxResources.cpu: "1" is not allowed here; at least the request (2)',
    'shop-api/pods: port: 9090 is not allowed here; another port: metrics are served on 9090',
    'shop-api/pods: config: "DATABASE_PASSWORD" is not allowed here; config.DATABASE_PASSWORD looks like a secret, and what is in git is no secret',
    'shop-api/pods: config: "mode" is not allowed here; capital letters, digits and underscores, starting with a letter',
    'shop-api/pods: secrets: "TOKEN" is not allowed here; variables that are not in config as well',
    'shop-api/pods: scratch.path: "work" is not allowed here; an absolute path other than /tmp, which is there anyway',
    'shop-api/pods: scratch.size: "much" is not allowed here; a quantity above 0 such as 500Mi',
  ]);
});

test('thousandths of a byte are refused, those of a CPU are not', () => {
  const chart = exampleChart();
  new WorkloadPods(chart, 'pods', {
    maxPods: 1,
    resources: { cpu: '250m', memory: '512m' },
    maxResources: { cpu: '500m', memory: '1024m' },
    scratch: [{ path: '/work', size: '1m' }],
  });
  const refusal = 'is not allowed here; bytes, not thousandths of one';
  expect(problemsOf(chart)).toEqual([
    `shop-api/pods: resources.memory: "512m" ${refusal}`,
    `shop-api/pods: maxResources.memory: "1024m" ${refusal}`,
    `shop-api/pods: scratch.size: "1m" ${refusal}`,
  ]);
});

import fc from 'fast-check';
import type { KubernetesObject } from '../../../src/manifest/object.ts';

/**
 * Workloads of every kind with any of the fields that the API server adds to, each given, left out, or empty. All of
 * them are valid, so that it answers with what it makes of them.
 */

const seed = 34;
const count = 240;

type Fields = Readonly<Record<string, unknown>>;

/** Each field is there or not. */
const some = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Fields> =>
  fc.record(fields, { requiredKeys: [] });
const one = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);

const labels = { app: 'a' };
const cpu = one('0.5', '100m', '1000m', 1, '1e-1');
const memory = one('1Gi', '128Mi', '0.5Gi', '1000k', 1048576);
const resources = fc.oneof(
  some({ requests: some({ cpu, memory: one('0.5Mi', '512Ki') }), limits: some({ memory }) }),
  fc.constant({ limits: { cpu: '1500m', memory: '2Gi' } }),
  fc.constant({}),
);

const probe = fc
  .tuple(
    one(
      { httpGet: { port: 80 } },
      { httpGet: { port: 'http', path: '/ready', scheme: 'HTTPS' } },
      { tcpSocket: { port: 80 } },
      { exec: { command: ['true'] } },
      { grpc: { port: 80 } },
    ),
    some({ initialDelaySeconds: one(0, 5), timeoutSeconds: one(0, 3), failureThreshold: one(0, 5) }),
  )
  .map(([action, rest]) => ({ ...(action as Fields), ...rest }));

const env = fc.subarray([
  { name: 'A' },
  { name: 'B', value: '' },
  { name: 'C', value: 'c' },
  { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'E', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
  { name: 'F', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
  { name: 'G', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
]);

const image = one('web', 'web:latest', 'web:1.2', `registry.example:5000/web@sha256:${'a'.repeat(64)}`);

function container(name: string, portNumber: number): fc.Arbitrary<Fields> {
  return fc
    .tuple(
      image,
      some({
        ports: one(
          [{ containerPort: portNumber, name: 'http' }],
          [{ containerPort: portNumber, protocol: 'UDP' }],
          [],
        ),
        env,
        resources,
        readinessProbe: probe,
        startupProbe: probe,
        lifecycle: one(
          { preStop: { httpGet: { port: 80 } } },
          { postStart: { exec: { command: ['true'] } } },
          {},
        ),
        imagePullPolicy: one('Always', 'Never', 'IfNotPresent'),
        terminationMessagePolicy: one('File', 'FallbackToLogsOnError'),
        securityContext: one({}, { capabilities: {} }, { privileged: false, procMount: 'Default' }),
        volumeMounts: one([], [{ name: 'data', mountPath: '/data' }]),
        stdin: one(false, true),
        args: one([], ['a']),
      }),
    )
    .map(([chosen, rest]) => ({ name, image: chosen, ...rest }));
}

const data = one(
  { emptyDir: {} },
  {},
  { secret: { secretName: 's' } },
  { configMap: { name: 'c', items: [] } },
  { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  { projected: { sources: [{ serviceAccountToken: { path: 't' } }, { configMap: { name: 'c' } }] } },
  { hostPath: { path: '/tmp' } },
  { nfs: { server: 's', path: '/a' } },
  { csi: { driver: 'd.example' } },
  { iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2015-02.example.com:a', lun: 0 } },
  { rbd: { monitors: ['10.0.0.1'], image: 'i' } },
  { azureDisk: { diskName: 'd', diskURI: 'https://a.example/d.vhd' } },
  {
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
      },
    },
  },
);

const podFields = {
  terminationGracePeriodSeconds: one(0, 30, 60),
  dnsPolicy: one('Default', 'ClusterFirst', 'ClusterFirstWithHostNet'),
  securityContext: one({}, { runAsNonRoot: true }, { fsGroup: 1, sysctls: [] }),
  serviceAccountName: one('default'),
  automountServiceAccountToken: one(true, false),
  enableServiceLinks: one(true, false),
  hostNetwork: one(false, true),
  schedulerName: one('default-scheduler', 'own'),
  nodeSelector: one({}, { a: 'b' }),
  tolerations: one([], [{ key: 'a', operator: 'Exists' }]),
  topologySpreadConstraints: one(
    [],
    [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: labels },
      },
    ],
  ),
  affinity: one({}, { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } }),
  hostname: one('h'),
  shareProcessNamespace: one(false, true),
};

function podSpec(restartPolicies: readonly string[], isRequired: boolean): fc.Arbitrary<Fields> {
  const restartPolicy = fc.constantFrom(...restartPolicies);
  return fc
    .record({
      fields: some(podFields),
      restart: isRequired
        ? restartPolicy.map((value) => ({ restartPolicy: value }))
        : some({ restartPolicy }),
      data,
      containers: fc.tuple(container('main', 80), container('side', 81)),
      init: fc.option(container('first', 82)),
    })
    .map(({ fields, restart, data: source, containers, init }) => ({
      ...fields,
      ...restart,
      volumes: [{ name: 'data', ...(source as Fields) }],
      containers,
      ...(init && { initContainers: [withoutLifetime(init)] }),
    }));
}

/** Containers that run before the others may not have these. */
function withoutLifetime({ readinessProbe: _, startupProbe: __, lifecycle: ___, ...rest }: Fields): Fields {
  return rest;
}

const always = podSpec(['Always'], false);
const toCompletion = podSpec(['Never', 'OnFailure'], true);
const template = (spec: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> =>
  spec.map((pod) => ({ metadata: { labels }, spec: pod }));

const selector = { matchLabels: labels };
const replicas = one(0, 1, 3);
const revisionHistoryLimit = one(0, 5);

const deployment = fc
  .tuple(
    template(always),
    some({
      replicas,
      revisionHistoryLimit,
      paused: one(false, true),
      minReadySeconds: one(0, 5),
      progressDeadlineSeconds: one(600, 900),
      strategy: one(
        {},
        { type: 'Recreate' },
        { type: 'RollingUpdate' },
        { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%' } },
        { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      ),
    }),
  )
  .map(([pods, rest]) => workload('apps/v1', 'Deployment', { selector, template: pods, ...rest }));

const statefulSet = fc
  .tuple(
    template(always),
    some({
      replicas,
      revisionHistoryLimit,
      podManagementPolicy: one('Parallel', 'OrderedReady'),
      updateStrategy: one({}, { type: 'OnDelete' }, { type: 'RollingUpdate', rollingUpdate: {} }),
      persistentVolumeClaimRetentionPolicy: one({}, { whenDeleted: 'Delete' }),
      volumeClaimTemplates: one(
        [],
        [
          {
            metadata: { name: 'claim' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '0.5Gi' } } },
          },
        ],
      ),
    }),
  )
  .map(([pods, rest]) =>
    workload('apps/v1', 'StatefulSet', { selector, serviceName: 's', template: pods, ...rest }),
  );

const daemonSet = fc
  .tuple(
    template(always),
    some({
      revisionHistoryLimit,
      updateStrategy: one({}, { type: 'OnDelete' }, { rollingUpdate: { maxUnavailable: '10%' } }),
    }),
  )
  .map(([pods, rest]) => workload('apps/v1', 'DaemonSet', { selector, template: pods, ...rest }));

const replicaSet = fc
  .tuple(template(always), some({ replicas, minReadySeconds: one(0, 5) }))
  .map(([pods, rest]) => workload('apps/v1', 'ReplicaSet', { selector, template: pods, ...rest }));

const replicationController = fc
  .tuple(template(always), some({ replicas, selector: one(labels) }))
  .map(([pods, rest]) => workload('v1', 'ReplicationController', { template: pods, ...rest }));

const jobSpec = fc
  .tuple(
    template(toCompletion),
    some({
      completions: one(1, 3),
      parallelism: one(0, 2),
      backoffLimit: one(0, 3),
      suspend: one(false, true),
      podReplacementPolicy: one('TerminatingOrFailed'),
      ttlSecondsAfterFinished: one(0, 60),
    }),
  )
  .map(([pods, rest]) => ({ template: pods, ...rest }));

const job = jobSpec.map((spec) => workload('batch/v1', 'Job', spec));

const cronJob = fc
  .tuple(
    jobSpec,
    some({
      concurrencyPolicy: one('Allow', 'Forbid', 'Replace'),
      suspend: one(false, true),
      successfulJobsHistoryLimit: one(0, 1),
      timeZone: one('Etc/UTC'),
    }),
  )
  .map(([spec, rest]) =>
    workload('batch/v1', 'CronJob', { schedule: '0 * * * *', jobTemplate: { spec }, ...rest }),
  );

const pod = podSpec(['Always', 'Never', 'OnFailure'], false).map((spec) => workload('v1', 'Pod', spec));

function workload(apiVersion: string, kind: string, spec: Fields): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'generated', namespace: 'default', labels }, spec };
}

const kinds = [deployment, statefulSet, daemonSet, replicaSet, replicationController, job, cronJob, pod];

/** The same ones each time, as many of each kind. */
export const generatedWorkloads: readonly KubernetesObject[] = kinds.flatMap((kind) =>
  fc.sample(kind, { seed, numRuns: count / kinds.length }),
);

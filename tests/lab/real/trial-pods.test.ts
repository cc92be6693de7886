import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { refusedPods } from '../../../src/rehearse/trial-pods.ts';
import { BareCluster } from '../../support/bare-cluster.ts';
import { until } from '../../support/until.ts';

let bare: BareCluster;

beforeAll(async () => {
  bare = await BareCluster.start();
});

afterAll(async () => bare.dispose());

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'trial', labels: {} } };
const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api', namespace: 'trial' } };
const priority = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'trial' },
  value: 1000,
};
const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'api', namespace: 'trial' },
  spec: {
    serviceName: 'api',
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: {
        serviceAccountName: 'api',
        priorityClassName: 'trial',
        containers: [
          {
            name: 'api',
            image: 'example.com/api:1',
            resources: { requests: { memory: '64Mi' } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
          },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
};
const restricted = {
  ...namespace,
  metadata: { ...namespace.metadata, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
};
const limits = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'limits', namespace: 'trial' },
  spec: { limits: [{ type: 'Container', min: { memory: '1Gi' } }] },
};

test('what a running workload needs for its next pod is missed as soon as it is gone', async () => {
  const { client } = bare.plane;
  const apply = async (...objects: readonly KubernetesObject[]): Promise<void> => {
    for (const { problems } of await bare.apply(objects)) expect(problems).toEqual([]);
  };
  await apply(namespace);
  await apply(account, priority, set);
  const seen = async () =>
    (await client.list('apps/v1', 'StatefulSet')).map((object) => ({ cluster: 'bare', object }));
  const messages = async (): Promise<string[]> => {
    const trials = await refusedPods(new Map([['bare', bare.plane]]), await seen(), await seen());
    return trials.map(({ workload, message }) => `${workload}: ${message}`);
  };
  /** Admission plugins read from caches that follow within a moment. */
  const saying = async (text: string) =>
    until(text, async () => (await messages()).find((message) => message.includes(text)), { seconds: 60 });

  await until('the pod is let in', async () => (await messages()).length === 0 || undefined, { seconds: 60 });

  await client.delete({ apiVersion: 'v1', kind: 'ServiceAccount', name: 'api', namespace: 'trial' });
  const missing = await saying('serviceaccount "api" not found');
  expect(missing).toMatch(/^StatefulSet\.apps trial\/api: error looking up service account trial\/api/);
  await apply(account);

  await client.delete({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'trial' });
  await saying('no PriorityClass with name trial was found');
  await apply(priority, restricted);
  await saying('violates PodSecurity "restricted:latest"');
  await apply(namespace, limits);
  await saying('minimum memory usage per Container is 1Gi');
  expect(await client.list('v1', 'Pod')).toEqual([]);
});

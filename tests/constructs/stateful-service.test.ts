import { expect, test } from 'vitest';
import { StatefulService } from '../../src/constructs/stateful-service.ts';
import { exampleChart, inventoryOf, objectOf, problemsOf, schemaProblemsOf } from './fixtures.ts';

const resources = { cpu: '1', memory: '4Gi' };
const sharded = { settings: { resources, storage: { size: '20Gi', shards: 3 } } };
const scaled = {
  settings: { resources, storage: { size: '20Gi' }, scaling: { minReplicas: 2, maxReplicas: 5 } },
};

test('one pod and one encrypted volume for each shard', () => {
  const chart = exampleChart(sharded);
  const service = new StatefulService(chart, 'index', { mountPath: '/index' });

  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  expect(service.target).toEqual({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'shop-api' });
  expect(objectOf(chart, 'StatefulSet')['spec']).toMatchObject({
    replicas: 3,
    serviceName: 'shop-api-peers',
    template: {
      spec: { containers: [{ volumeMounts: [{ name: 'tmp' }, { name: 'data', mountPath: '/index' }] }] },
    },
    volumeClaimTemplates: [
      {
        metadata: { annotations: { 'velero.io/csi-volumesnapshot-class': 'encrypted-gp3' } },
        spec: { storageClassName: 'encrypted-gp3', resources: { requests: { storage: '20Gi' } } },
      },
    ],
  });
  expect(objectOf(chart, 'ConfigMap')['data']).toMatchObject({ SHARDS: '3' });
});

test('brings a Service for callers and one for the pods among themselves', () => {
  const chart = exampleChart(sharded);
  new StatefulService(chart, 'index');

  expect(inventoryOf(chart)).toEqual([
    'ConfigMap shop-api',
    'LimitRange defaults',
    'Namespace shop-api',
    'NetworkPolicy default-deny',
    'NetworkPolicy shop-api',
    'PodDisruptionBudget shop-api',
    'ResourceQuota reserved',
    'Service shop-api',
    'Service shop-api-peers',
    'ServiceAccount shop-api',
    'StatefulSet shop-api',
  ]);
  expect(objectOf(chart, 'Service', 'shop-api-peers')['spec']).toMatchObject({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    ports: [{ name: 'http', port: 8080 }],
  });
});

test('its pods are told where they find each other', () => {
  const chart = exampleChart(sharded);
  new StatefulService(chart, 'index', { name: 'index' });

  const { PEERS } = objectOf(chart, 'ConfigMap')['data'] as { PEERS: string };
  expect(PEERS).toBe('index-peers');
  expect(objectOf(chart, 'Service', PEERS)['spec']).toMatchObject({ clusterIP: 'None' });
  expect(objectOf(chart, 'StatefulSet')['spec']).toMatchObject({ serviceName: PEERS });
});

test('claims carry only labels that can never change', () => {
  const chart = exampleChart(sharded);
  new StatefulService(chart, 'index');

  const { volumeClaimTemplates } = objectOf(chart, 'StatefulSet')['spec'] as {
    volumeClaimTemplates: [{ metadata: { labels: object } }];
  };
  expect(volumeClaimTemplates[0].metadata.labels).toEqual({
    'app.kubernetes.io/name': 'shop-api',
    'app.kubernetes.io/component': 'shop-api',
    'app.kubernetes.io/part-of': 'shop',
    'plumbline.dev/environment': 'dev',
    'plumbline.dev/region': 'ap-northeast-1',
  });
});

test('a scaler owns the number of pods, unless the workload says its own', () => {
  const owned = exampleChart(scaled);
  new StatefulService(owned, 'index');
  const other = exampleChart(scaled);
  new StatefulService(other, 'index', { replicas: 4 });

  expect(objectOf(owned, 'StatefulSet')['spec']).not.toHaveProperty('replicas');
  expect(objectOf(owned, 'ConfigMap')['data']).not.toHaveProperty('SHARDS');
  expect(objectOf(owned, 'ResourceQuota')['spec']).toMatchObject({ hard: { persistentvolumeclaims: '5' } });
  expect(objectOf(other, 'StatefulSet')['spec']).toHaveProperty('replicas', 4);
});

test('problems: no storage, a size that is none, shards beside a scaler', () => {
  const without = exampleChart({ settings: { resources } });
  new StatefulService(without, 'index');
  const wrong = exampleChart({ settings: { ...scaled.settings, storage: { size: '0', shards: 2 } } });
  new StatefulService(wrong, 'index', { minAvailable: 2 });

  expect(problemsOf(without)).toEqual([
    'shop-api/index: settings.storage is missing; the size of each volume, e.g. { size: 50Gi }',
  ]);
  expect(problemsOf(wrong)).toEqual([
    'shop-api/index: settings.storage.size: "0" is not allowed here; a quantity above 0 such as 50Gi',
    'shop-api/index: settings.storage.shards: 2 is not allowed here; nothing beside scaling, whose scaler owns the number of pods',
    'shop-api/index/disruption-budget: minAvailable: 2 is not allowed here; less than the least number of replicas (2)',
  ]);
});

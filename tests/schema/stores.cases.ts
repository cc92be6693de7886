import type { Row } from './rows.ts';

/** Of what keeps data or measures amounts. */
const limits = (fields: object) => [{ type: 'Container', ...fields }];

export const stores: readonly Row[] = [
  ['ConfigMap', 'data', { 'a/b': 'x' }, false],
  ['ConfigMap', 'data', { '..a': 'x' }, false],
  ['ConfigMap', 'data', { '.': 'x' }, false],
  ['ConfigMap', 'data', { '': 'x' }, false],
  ['ConfigMap', 'data', { '.a_B-1': 'x' }, true],
  ['ConfigMap', 'binaryData', { 'a b': 'eA==' }, false],
  ['ConfigMap', 'data', { a: 'x'.repeat(2 ** 19), b: 'x'.repeat(2 ** 19) }, true],
  ['ConfigMap', 'data', { a: 'x'.repeat(2 ** 19), b: 'x'.repeat(2 ** 19 + 1) }, false],
  ['ConfigMap', 'data', { a: 'ä'.repeat(2 ** 19) }, true],
  ['ConfigMap', 'data', { a: 'ä'.repeat(2 ** 19 + 1) }, false],
  ['ConfigMap', 'binaryData', { a: Buffer.alloc(2 ** 20).toString('base64') }, true],
  ['ConfigMap', 'binaryData', { a: Buffer.alloc(2 ** 20 + 1).toString('base64') }, false],
  ['ConfigMap with a text', 'binaryData', { b: 'eA==' }, true],
  ['ConfigMap with a text', 'binaryData', { a: 'eA==' }, false],
  ['ConfigMap with a text', 'binaryData', { a: null }, false],
  ['Secret', 'stringData', { a: 'x'.repeat(2 ** 20) }, true],
  ['Secret', 'stringData', { a: 'x'.repeat(2 ** 20 + 1) }, false],
  ['Secret', 'stringData', { 'a/b': 'x' }, false],
  ['Secret', 'type', 'kubernetes.io/dockerconfigjson', false],
  ['Secret', 'type', 'kubernetes.io/dockercfg', false],
  ['Secret', 'type', 'kubernetes.io/tls', false],
  ['Secret', 'type', 'kubernetes.io/ssh-auth', false],
  ['Secret', 'type', 'example.com/own', true],
  ['Secret', 'type', '', true],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', 0, false],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '-1Gi', false],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOncePod', 'ReadWriteOnce'], false],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOncePod'], true],
  ['StorageClass', 'provisioner', '', false],
  ['PriorityClass', 'value', 1_000_000_001, false],
  ['PriorityClass', 'value', 1_000_000_000, true],
  ['PriorityClass', 'metadata.name', 'system-web', false],
  ['ResourceQuota', 'spec.hard', { pods: -1 }, false],
  ['ResourceQuota', 'spec.hard', { pods: 0 }, true],
  ['LimitRange', 'spec.limits', limits({ min: { cpu: 2 }, max: { cpu: 1 } }), false],
  ['LimitRange', 'spec.limits', limits({ min: { cpu: 1 }, max: { cpu: '1000m' } }), true],
  ['LimitRange', 'spec.limits', limits({ default: { cpu: 2 }, max: { cpu: 1 } }), false],
  ['LimitRange', 'spec.limits', limits({ defaultRequest: { cpu: 2 }, default: { cpu: 1 } }), false],
];

const metadata = { name: 'web', namespace: 'default' };

export const soundStores = {
  ConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {} },
  'ConfigMap with a text': { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'x' } },
  Secret: { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: 'x' } },
  PriorityClass: {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'web' },
    value: 1,
  },
  ResourceQuota: { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: 1 } } },
  LimitRange: { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits: [{ type: 'Container' }] } },
};

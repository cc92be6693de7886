import { type Row, rows } from './rows.ts';

const claim = (fields: object) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  ...fields,
});
const ofPod = (fields: object) => [
  { name: 'data', ephemeral: { volumeClaimTemplate: { spec: claim(fields) } } },
];
const known = { kind: 'PersistentVolumeClaim', name: 'a' };
const group = 'example.com';

/** Changes to what names other objects by group, kind and name: as in `validated.cases.ts`. */
export const references: readonly Row[] = [
  ...rows('PersistentVolumeClaim', 'spec.dataSource', {
    accepted: [
      known,
      { kind: 'Pod', name: 'a' },
      { kind: 'VolumeSnapshot', apiGroup: 'snapshot.storage.k8s.io', name: 'a' },
      { kind: 'VolumeSnapshot', name: 'a' },
      // What the API server drops, it does not judge.
      {},
      { kind: '', name: '' },
      { apiGroup: group, kind: 'Bucket', name: '' },
    ],
    refused: [
      { kind: 'PersistentVolumeClaim', name: '' },
      { kind: 'VolumeSnapshot', apiGroup: 'snapshot.storage.k8s.io', name: '' },
    ],
  }),
  ...rows('PersistentVolumeClaim', 'spec.dataSourceRef', {
    accepted: [known, { apiGroup: group, kind: 'Bucket', name: 'a' }, { namespace: 'a', kind: '', name: '' }],
    refused: [
      {},
      { kind: '', name: '' },
      { kind: 'Pod', name: 'a' },
      { apiGroup: group, kind: 'Bucket', name: '' },
      { apiGroup: group, kind: '', name: 'a' },
    ],
  }),
  ...rows('PersistentVolumeClaim', 'spec', {
    accepted: [
      claim({ dataSource: known, dataSourceRef: known }),
      claim({ dataSource: {}, dataSourceRef: { namespace: 'a', kind: '', name: '' } }),
    ],
    refused: [claim({ dataSource: {}, dataSourceRef: known })],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.spec', {
    accepted: [claim({ dataSource: known }), claim({ dataSourceRef: { ...known, apiGroup: group } })],
    refused: [
      claim({ dataSource: {} }),
      claim({ dataSource: { kind: 'Bucket', name: 'a' } }),
      claim({ dataSource: { apiGroup: group, kind: 'Bucket', name: '' } }),
      claim({ dataSourceRef: {} }),
    ],
  }),
  ...rows('Pod', 'spec.volumes', {
    accepted: [ofPod({ dataSource: { apiGroup: group, kind: 'Bucket', name: 'a' } })],
    refused: [
      ofPod({ dataSource: { apiGroup: group, kind: 'Bucket', name: '' } }),
      ofPod({ dataSourceRef: { kind: 'PersistentVolumeClaim', name: '' } }),
    ],
  }),
  ...rows('Ingress', 'spec.defaultBackend', {
    accepted: [{ resource: { apiGroup: group, kind: 'Bucket', name: 'a' } }],
    refused: [
      { resource: {} },
      { resource: { kind: 'Bucket', name: '' } },
      { resource: { kind: '', name: 'a' } },
    ],
  }),
];

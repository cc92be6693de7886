import { type Row, rows } from './rows.ts';

const limit = (fields: object, type = 'Container') => [{ type, ...fields }];
const claim = (fields: object) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  ...fields,
});
const other = { kind: 'PersistentVolumeClaim', name: 'a' };
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

/** Changes to limits, and to what volumes are filled from and reached with: as in `validated.cases.ts`. */
export const amounts: readonly Row[] = [
  ...rows('LimitRange', 'spec.limits', {
    accepted: [
      limit({ max: { cpu: 4 }, min: { cpu: 2 }, maxLimitRequestRatio: { cpu: 2 } }),
      limit({ max: { cpu: 4 }, maxLimitRequestRatio: { cpu: 5 } }),
      limit({ max: { cpu: 4 }, min: { cpu: 0 }, maxLimitRequestRatio: { cpu: 5 } }),
      limit({ max: { memory: '1Gi' }, min: { memory: '512Mi' }, maxLimitRequestRatio: { memory: 2 } }),
      limit({ default: { 'nvidia.com/gpu': 2 }, defaultRequest: { 'nvidia.com/gpu': 2 } }),
      limit({ default: { 'nvidia.com/gpu': 2 } }),
      limit({ default: { cpu: 2 }, defaultRequest: { cpu: 1 } }),
      limit({ max: { storage: 1, cpu: 1 } }, 'PersistentVolumeClaim'),
      limit({ max: { 'a.b/c': 1 } }, 'a.b/c'),
    ],
    refused: [
      limit({ max: { cpu: 4 }, min: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } }),
      limit({ max: { cpu: '1' }, min: { cpu: '700m' }, maxLimitRequestRatio: { cpu: '1.5' } }),
      limit({ default: { 'nvidia.com/gpu': 2 }, defaultRequest: { 'nvidia.com/gpu': 1 } }),
      limit({ default: { 'nvidia.com/gpu': 1 }, defaultRequest: { 'nvidia.com/gpu': 2 } }),
      limit({ default: { 'hugepages-2Mi': '4Mi' }, defaultRequest: { 'hugepages-2Mi': '2Mi' } }),
      limit({ max: { 'x y': 1 } }, 'a.b/c'),
    ],
  }),
  ...rows('PersistentVolumeClaim', 'spec', {
    accepted: [
      claim({ dataSource: snapshot, dataSourceRef: snapshot }),
      claim({ dataSource: other, dataSourceRef: null }),
      claim({ dataSource: other, dataSourceRef: { ...other, name: 'b', namespace: 'c' } }),
    ],
    refused: [
      claim({ dataSource: other, dataSourceRef: { ...other, name: 'b' } }),
      claim({ dataSource: other, dataSourceRef: snapshot }),
      claim({ dataSource: { ...other, apiGroup: '' }, dataSourceRef: other }),
    ],
  }),
  ...rows('CSIDriver', 'spec', {
    accepted: [{ tokenRequests: [{ audience: 'a' }, { audience: 'b' }] }],
    refused: [
      { tokenRequests: [{ audience: 'a' }, { audience: 'a', expirationSeconds: 600 }] },
      { fsGroupPolicy: '' },
    ],
  }),
];

import { type Row, rows } from './rows.ts';

const volume = (source: object) => [{ name: 'data', ...source }];

/** Changes to volumes of pods and of clusters: as in `validated.cases.ts`. */
export const volumes: readonly Row[] = [
  ...rows('Pod', 'spec.volumes', {
    accepted: [
      volume({ hostPath: { path: 'a' } }),
      volume({ hostPath: { path: '/a', type: 'Directory' } }),
      volume({ hostPath: { path: '/a', type: '' } }),
      volume({ hostPath: { path: '/a..b' } }),
      volume({ emptyDir: { medium: 'Disk' } }),
      volume({ emptyDir: { medium: 'Memory' } }),
      volume({ emptyDir: { medium: 'HugePages-2Mi' } }),
      volume({ emptyDir: { sizeLimit: 0 } }),
      volume({ emptyDir: { sizeLimit: '1Gi' } }),
      volume({ secret: { secretName: 'A_b' } }),
      volume({ configMap: { name: 'A_b' } }),
      volume({
        configMap: {
          name: 'a',
          items: [
            { key: 'a', path: 'b' },
            { key: 'c', path: 'b' },
          ],
        },
      }),
      volume({ secret: { secretName: 'a', items: [{ key: 'a', path: 'x/..b' }] } }),
      volume({ persistentVolumeClaim: { claimName: 'A_b' } }),
      volume({ nfs: { server: 'a', path: '/a' } }),
      volume({ scaleIO: { gateway: 'a', system: 'b', volumeName: 'c' } }),
      volume({ csi: { driver: 'a.example.com' } }),
      volume({
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      }),
      volume({
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: 'b' } },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      }),
      volume({ projected: { sources: [] } }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 600 } }] } }),
      volume({
        projected: {
          sources: [
            { configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
            { secret: { name: 'a', items: [{ key: 'a', path: 'c' }] } },
          ],
        },
      }),
      volume({
        projected: {
          sources: [
            { serviceAccountToken: { path: 'a' } },
            { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
          ],
        },
      }),
      volume({
        projected: {
          sources: [{ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } }],
        },
      }),
      volume({ gitRepo: { repository: 'a' } }),
      volume({ image: { reference: 'a' } }),
      volume({ image: { reference: '' } }),
      volume({ hostPath: { path: '/a/./b' } }),
      volume({ nfs: { server: 'a', path: '/a/../b' } }),
      volume({ csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } }),
      volume({ downwardAPI: { items: [{ path: 'a/b', fieldRef: { fieldPath: 'metadata.name' } }] } }),
      volume({
        projected: {
          sources: [
            {
              downwardAPI: {
                items: [{ path: 'b', resourceFieldRef: { containerName: 'nobody', resource: 'limits.cpu' } }],
              },
            },
          ],
        },
      }),
    ],
    refused: [
      volume({ hostPath: { path: '/a/../b' } }),
      volume({ hostPath: { path: '../b' } }),
      volume({ hostPath: { path: '' } }),
      volume({ hostPath: { path: '/a', type: 'Dir' } }),
      volume({ emptyDir: { sizeLimit: -1 } }),
      volume({ secret: {} }),
      volume({ secret: { secretName: '' } }),
      volume({ configMap: {} }),
      volume({ configMap: { name: '' } }),
      volume({ configMap: { name: 'a', items: [{ key: 'a', path: '../b' }] } }),
      volume({ configMap: { name: 'a', items: [{ key: 'a', path: '/b' }] } }),
      volume({ secret: { secretName: 'a', items: [{ key: 'a', path: '/b' }] } }),
      volume({ secret: { secretName: 'a', items: [{ key: 'a', path: '..b' }] } }),
      volume({ persistentVolumeClaim: { claimName: '' } }),
      volume({ persistentVolumeClaim: {} }),
      volume({ nfs: { server: '', path: '/a' } }),
      volume({ nfs: { server: 'a', path: 'a' } }),
      volume({ csi: { driver: '' } }),
      volume({ csi: { driver: 'a b' } }),
      volume({ ephemeral: {} }),
      volume({ ephemeral: { volumeClaimTemplate: { spec: {} } } }),
      volume({
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'x' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      }),
      volume({
        ephemeral: {
          volumeClaimTemplate: { spec: { accessModes: [], resources: { requests: { storage: '1Gi' } } } },
        },
      }),
      volume({
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 0 } } },
          },
        },
      }),
      volume({
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        },
      }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: '' } }] } }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 599 } }] } }),
      volume({
        projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 4294967297 } }] },
      }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: '../a' } }] } }),
      volume({ projected: { sources: [{ serviceAccountToken: { path: '/a' } }] } }),
      volume({ projected: { sources: [{ secret: {} }] } }),
      volume({ projected: { sources: [{ secret: { name: '' } }] } }),
      volume({
        projected: {
          sources: [
            { configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
            { secret: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
          ],
        },
      }),
      volume({
        projected: {
          sources: [{ downwardAPI: { items: [{ path: '../a', fieldRef: { fieldPath: 'metadata.name' } }] } }],
        },
      }),
      volume({ projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: '/x' }] } }] } }),
      volume({ downwardAPI: { items: [{ path: '/a', fieldRef: { fieldPath: 'metadata.name' } }] } }),
      volume({ downwardAPI: { items: [{ path: 'a' }] } }),
      volume({
        downwardAPI: {
          items: [
            {
              path: 'a',
              fieldRef: { fieldPath: 'metadata.name' },
              resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' },
            },
          ],
        },
      }),
      volume({ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }),
      volume({ downwardAPI: { items: [{ path: '', fieldRef: { fieldPath: 'metadata.name' } }] } }),
      volume({
        downwardAPI: { items: [{ path: 'a', mode: 512, fieldRef: { fieldPath: 'metadata.name' } }] },
      }),
      volume({ downwardAPI: { defaultMode: 512, items: [] } }),
      [
        { name: 'a', emptyDir: {} },
        { name: 'a', emptyDir: {} },
      ],
      [
        {
          name: 'a',
          ephemeral: {
            volumeClaimTemplate: {
              spec: {
                accessModes: ['ReadWriteOnce'],
                resources: { requests: { storage: '1Gi' } },
                selector: { matchLabels: { 'a b': 'c' } },
              },
            },
          },
        },
      ],
      volume({ secret: { optional: true } }),
      volume({ configMap: { optional: true } }),
      volume({ projected: { sources: [{ secret: { optional: true } }] } }),
      volume({
        projected: {
          sources: [
            { configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
            { configMap: { name: 'b', items: [{ key: 'a', path: 'b' }] } },
          ],
        },
      }),
      volume({
        projected: {
          sources: [
            {
              configMap: {
                name: 'a',
                items: [
                  { key: 'a', path: 'b' },
                  { key: 'c', path: 'b' },
                ],
              },
            },
          ],
        },
      }),
    ],
  }),
  ...rows('PersistentVolume', 'spec', {
    accepted: [
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        local: { path: '/a' },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
        },
      },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: '/a' },
        persistentVolumeReclaimPolicy: 'Recycle',
      },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteMany'],
        nfs: { server: '10.0.0.1', path: '/' },
        mountOptions: ['hard'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
      },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        awsElasticBlockStore: { volumeID: 'a' },
      },
    ],
    refused: [
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        csi: { driver: 'a.example.com', volumeHandle: 'x' },
        nfs: { server: 'a', path: '/a' },
      },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], local: { path: '/a' } },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: '/' },
        persistentVolumeReclaimPolicy: 'Recycle',
      },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a/../b' } },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '' } },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 'a', path: 'a' } },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        local: { path: '../a' },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
        },
      },
      { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: null },
      {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        gcePersistentDisk: { pdName: 'a' },
        nfs: { server: 'a', path: '/a' },
      },
    ],
  }),
  ...rows('PersistentVolume', 'spec.capacity', {
    refused: [{ storage: 0 }, { storage: '-1Gi' }, { cpu: 1 }, { storage: '1Gi', cpu: 1 }, {}],
  }),
  ...rows('PersistentVolume', 'spec.accessModes', {
    refused: [['ReadWriteOncePod', 'ReadWriteOnce'], ['RWO'], []],
  }),
  ...rows('PersistentVolume', 'spec.storageClassName', { accepted: ['', 'a'], refused: ['A_b'] }),
  ...rows('PersistentVolume', 'spec.csi', {
    accepted: [
      { driver: 'A.example.com', volumeHandle: 'x' },
      { driver: 'a.example.com', volumeHandle: 'x', nodeStageSecretRef: { name: 'a', namespace: 'b' } },
    ],
    refused: [
      { driver: '', volumeHandle: 'x' },
      { driver: 'a_b', volumeHandle: 'x' },
      { driver: 'a', volumeHandle: '' },
      { driver: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', volumeHandle: 'x' },
    ],
  }),
  ...rows('PersistentVolume', 'spec.volumeMode', { accepted: ['Block'], refused: ['Disk', ''] }),
  ...rows('PersistentVolume', 'spec.persistentVolumeReclaimPolicy', {
    accepted: ['Recycle', ''],
    refused: ['Keep'],
  }),
  ...rows('PersistentVolume', 'spec.nodeAffinity', {
    refused: [{}, { required: null }, { required: { nodeSelectorTerms: [] } }],
  }),
  ...rows('PersistentVolume', 'spec.mountOptions', { accepted: [['a', '']] }),
  ...rows('PersistentVolume', 'spec.claimRef', {
    accepted: [{ name: 'a', namespace: 'b' }, { name: 'a' }, {}],
  }),
  ...rows('PersistentVolumeClaim', 'spec.storageClassName', { accepted: ['', 'a'], refused: ['A_b'] }),
  ...rows('PersistentVolumeClaim', 'spec.volumeMode', { refused: ['x', ''] }),
  ...rows('PersistentVolumeClaim', 'spec.volumeName', { accepted: ['A_b'] }),
  ...rows('PersistentVolumeClaim', 'spec.resources', {
    accepted: [
      { requests: { storage: '2Gi' }, limits: { storage: '1Gi' } },
      { requests: { storage: '2Gi' }, limits: { storage: '2Gi' } },
      { requests: { storage: '2Gi', cpu: 1 } },
    ],
  }),
  ...rows('PersistentVolumeClaim', 'spec.volumeAttributesClassName', {
    accepted: ['a', ''],
    refused: ['A_b'],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage', {
    refused: [0, '-1Gi'],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.spec.accessModes', {
    refused: [['ReadWriteOncePod', 'ReadWriteOnce'], ['x'], []],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.metadata.name', {
    accepted: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    refused: ['A_b', '', 'a.b'],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.spec.storageClassName', { refused: ['A_b'] }),
  ...rows('PersistentVolumeClaim', 'spec.selector', {
    refused: [
      { matchLabels: { 'a b': 'c' } },
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
    ],
  }),
  ...rows('PersistentVolume', 'spec.csi.driver', { accepted: ['A.B'], refused: ['a-', 'a.b_c'] }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.spec', {
    accepted: [
      { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: '' },
      { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi', cpu: 1 } } },
    ],
  }),
  ...rows('PersistentVolumeClaim', 'spec', {
    accepted: [
      {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: null,
        volumeMode: null,
        selector: {},
      },
    ],
  }),
];

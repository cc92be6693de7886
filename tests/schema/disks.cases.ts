import { type Row, rows } from './rows.ts';

const volume = (source: object) => [{ name: 'a', ...source }];
const iqn = 'iqn.2001-04.com.example:storage.disk1';
const iscsi = (fields: object) =>
  volume({ iscsi: { targetPortal: '10.0.0.1:3260', iqn, lun: 0, ...fields } });
const persistent = (fields: object) => ({
  accessModes: ['ReadWriteOnce'],
  capacity: { storage: '1Gi' },
  ...fields,
});
const driver = (fields: object) =>
  persistent({ csi: { driver: 'a.example.com', volumeHandle: 'b', ...fields } });
const topology = (...matchLabelExpressions: readonly object[]) => ({ matchLabelExpressions });
const zone = (...values: readonly string[]) => ({ key: 'zone', values });
const parameters = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, '']));
const address = { ip: '10.0.0.1' };

/** Changes to volumes of storage systems, and to classes of them: as in `validated.cases.ts`. */
export const disks: readonly Row[] = [
  ...rows('Pod', 'spec.volumes', {
    accepted: [
      iscsi({}),
      iscsi({ initiatorName: 'naa.0123456789abcdef0123456789abcdef' }),
      iscsi({ iqn: 'eui.0123456789abcdef', chapAuthSession: true, secretRef: { name: 'a' } }),
      volume({ fc: { targetWWNs: ['a'], lun: 0 } }),
      volume({ fc: { wwids: ['a'] } }),
      volume({ azureDisk: { diskName: 'a', diskURI: 'https://a.blob.core.windows.net/b/c.vhd' } }),
      volume({ azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed' } }),
      volume({ gitRepo: { repository: 'a', directory: '.' } }),
      volume({ awsElasticBlockStore: { volumeID: 'a' } }),
      volume({ cephfs: { monitors: ['a'] } }),
    ],
    refused: [
      iscsi({ iqn: 'x' }),
      iscsi({ iqn: 'iqn.x' }),
      iscsi({ iqn: 'iqn.2001-04.com.example' }),
      iscsi({ iqn: 'eui.0' }),
      iscsi({ iqn: '' }),
      iscsi({ targetPortal: '' }),
      iscsi({ lun: 256 }),
      iscsi({ chapAuthSession: true }),
      iscsi({ initiatorName: 'x' }),
      volume({ fc: {} }),
      volume({ fc: { targetWWNs: ['a'] } }),
      volume({ fc: { targetWWNs: ['a'], lun: 256 } }),
      volume({ fc: { targetWWNs: ['a'], lun: 0, wwids: ['a'] } }),
      volume({ azureDisk: { diskName: 'a', diskURI: 'b' } }),
      volume({ azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Managed' } }),
      volume({ azureDisk: { diskName: '', diskURI: 'https://a' } }),
      volume({ azureDisk: { diskName: 'a', diskURI: 'https://a', cachingMode: 'x' } }),
      volume({ azureFile: { secretName: '', shareName: 'a' } }),
      volume({ gitRepo: { repository: '' } }),
      volume({ gitRepo: { repository: 'a', directory: '../b' } }),
      volume({ cephfs: { monitors: [] } }),
      volume({ rbd: { monitors: ['a'], image: '' } }),
      volume({ cinder: { volumeID: '' } }),
      volume({ glusterfs: { endpoints: '', path: 'a' } }),
      volume({ flexVolume: { driver: '' } }),
      volume({ vsphereVolume: { volumePath: '' } }),
      volume({ gcePersistentDisk: { pdName: 'a', partition: 256 } }),
      volume({ awsElasticBlockStore: { volumeID: '' } }),
    ],
  }),
  ...rows('PersistentVolume', 'spec', {
    accepted: [
      driver({ controllerExpandSecretRef: { name: 'a', namespace: 'b' } }),
      { ...driver({}), volumeAttributesClassName: 'a' },
      persistent({ azureFile: { secretName: 'a', shareName: 'b' } }),
    ],
    refused: [
      driver({ controllerExpandSecretRef: { name: 'a' } }),
      driver({ nodePublishSecretRef: { namespace: 'a' } }),
      { ...driver({}), volumeAttributesClassName: '' },
      { ...driver({}), volumeAttributesClassName: 'A_b' },
      persistent({ hostPath: { path: '/a' }, volumeAttributesClassName: 'a' }),
      persistent({ azureFile: { secretName: 'a', shareName: 'b', secretNamespace: '' } }),
    ],
  }),
  ...rows('StorageClass', 'provisioner', { accepted: ['Example.com/A'], refused: ['a b', 'a/b/c', '-a'] }),
  ...rows('StorageClass', 'parameters', {
    accepted: [parameters(512)],
    refused: [parameters(513), { '': 'a' }, { a: 'x'.repeat(256 * 1024) }],
  }),
  ...rows('StorageClass', 'allowedTopologies', {
    accepted: [[topology(zone('a', 'b'))], [topology(zone('a')), topology(zone('b'))]],
    refused: [
      [topology(zone('a', 'a'))],
      [topology(zone('a'), zone('b'))],
      [topology(zone('a')), topology(zone('a'))],
    ],
  }),
  ...rows('Endpoints', 'subsets', {
    accepted: [
      [{ addresses: [address] }],
      [{ notReadyAddresses: [{ ...address, hostname: 'a', nodeName: 'a.b' }], ports: [{ port: 80 }] }],
      [
        {
          addresses: [address],
          ports: [
            { port: 80, name: 'a' },
            { port: 81, name: 'b' },
          ],
        },
      ],
    ],
    refused: [
      [{}],
      [{ addresses: [], ports: [{ port: 80 }] }],
      [{ addresses: [{ ...address, hostname: 'A' }] }],
      [{ addresses: [{ ...address, nodeName: 'A_b' }] }],
      [{ addresses: [address], ports: [{ port: 80 }, { port: 81 }] }],
      [{ addresses: [address], ports: [{ port: 80, name: 'a' }, { port: 81 }] }],
    ],
  }),
];

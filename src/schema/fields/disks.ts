import { choice, type Fields, notEmpty } from './shapes.ts';

/** Volumes of storage systems that Kubernetes knows by name (`validateVolumeSource`, `ValidatePersistentVolumeSpec`). */

const partition = { minimum: 0, maximum: 255 };
const target = {
  pattern: '^(iqn\\.\\d{4}-\\d{2}\\.[A-Za-z0-9.-]+:[^,;*&$|\\s]+|eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32})$',
  'x-plumb-allowed': 'a name such as iqn.2001-04.com.example:disk1, eui.…, naa.…',
};
const iscsi = {
  targetPortal: notEmpty,
  iqn: { ...target, ...notEmpty },
  lun: partition,
  initiatorName: target,
};
const ceph = { monitors: { minItems: 1 } };
const rbd = { monitors: { minItems: 1 }, image: notEmpty };
const gluster = { endpoints: notEmpty, path: notEmpty };
const azureFile = { secretName: notEmpty, shareName: notEmpty };
const cinder = { volumeID: notEmpty };
const flex = { driver: notEmpty };

export const diskFields: Readonly<Record<string, Fields>> = {
  'core.v1.AWSElasticBlockStoreVolumeSource': { volumeID: notEmpty, partition },
  'core.v1.AzureDiskVolumeSource': {
    diskName: notEmpty,
    diskURI: notEmpty,
    cachingMode: choice('None', 'ReadOnly', 'ReadWrite'),
    kind: choice('Dedicated', 'Managed', 'Shared'),
  },
  'core.v1.AzureFilePersistentVolumeSource': { ...azureFile, secretNamespace: notEmpty },
  'core.v1.AzureFileVolumeSource': azureFile,
  'core.v1.CephFSPersistentVolumeSource': ceph,
  'core.v1.CephFSVolumeSource': ceph,
  'core.v1.CinderPersistentVolumeSource': cinder,
  'core.v1.CinderVolumeSource': cinder,
  'core.v1.FlexPersistentVolumeSource': flex,
  'core.v1.FlexVolumeSource': flex,
  'core.v1.GCEPersistentDiskVolumeSource': { pdName: notEmpty, partition },
  'core.v1.GitRepoVolumeSource': { repository: notEmpty },
  'core.v1.GlusterfsPersistentVolumeSource': gluster,
  'core.v1.GlusterfsVolumeSource': gluster,
  'core.v1.ISCSIPersistentVolumeSource': iscsi,
  'core.v1.ISCSIVolumeSource': iscsi,
  'core.v1.RBDPersistentVolumeSource': rbd,
  'core.v1.RBDVolumeSource': rbd,
  'core.v1.VsphereVirtualDiskVolumeSource': { volumePath: notEmpty },
};

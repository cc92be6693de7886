import type { KubernetesObject } from '../../manifest/object.ts';
import type { LabCluster } from '../state.ts';

/** The class of volumes that a lab's clusters have; those of dist belong to a driver that does not run. */
export const volumeClass = 'lab';

/** Enough for the stateful apps of a region at their largest. */
const volumesPerZone = 8;
const volumeSize = '100Gi';

/**
 * Volumes that are there from the start, as no driver makes any on demand: some in each zone, each bound to the first
 * pod that is placed in its zone and claims it. Nothing is ever written to them.
 */
export function volumesOf({ zones }: Pick<LabCluster, 'zones'>): KubernetesObject[] {
  const storageClass: KubernetesObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: volumeClass },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const volumes = zones.flatMap((zone) =>
    Array.from({ length: volumesPerZone }, (_, index) => volume(zone, index + 1)),
  );
  return [storageClass, ...volumes];
}

function volume(zone: string, number: number): KubernetesObject {
  const inZone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${zone}-${number}` },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: volumeSize },
      local: { path: `/volumes/${number}` },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [inZone] }] } },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: volumeClass,
    },
  };
}

import { isRecord } from '../../manifest/object.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Fields, Wrong } from './struct.ts';

/** PersistentVolumes and claims of them (`ValidatePersistentVolumeSpec`, `ValidatePersistentVolumeClaimSpec`). */

export function onePodAlone({ accessModes }: Fields): Wrong[] {
  const isMixed =
    Array.isArray(accessModes) && accessModes.includes('ReadWriteOncePod') && new Set(accessModes).size > 1;
  if (!isMixed) return [];
  return [
    {
      at: ['accessModes'],
      message: 'has other modes beside ReadWriteOncePod',
      allowed: 'ReadWriteOncePod alone',
    },
  ];
}

export function capacityIsStorage({ capacity }: Fields): Wrong[] {
  if (!isRecord(capacity)) return [];
  const others = Object.keys(capacity).filter((name) => name !== 'storage');
  const lacking = Object.hasOwn(capacity, 'storage')
    ? []
    : [{ at: ['capacity', 'storage'], message: 'is missing', allowed: 'how large the volume is' }];
  return [
    ...lacking,
    ...others.map((name) => ({
      at: ['capacity', name],
      message: `${JSON.stringify(name)} is no capacity of a volume`,
      allowed: 'storage',
      next: 'remove it',
    })),
  ];
}

export function localHasPlace({ local, nodeAffinity }: Fields): Wrong[] {
  if (!isRecord(local) || isRecord(nodeAffinity)) return [];
  return [
    {
      at: ['nodeAffinity'],
      message: 'is missing: a local volume is on some nodes only',
      allowed: 'nodeAffinity.required, with the nodes that have the folder',
    },
  ];
}

export function rootIsKept({ hostPath, persistentVolumeReclaimPolicy }: Fields): Wrong[] {
  if (persistentVolumeReclaimPolicy !== 'Recycle' || fieldsOf(hostPath)['path'] !== '/') return [];
  return [
    {
      at: ['persistentVolumeReclaimPolicy'],
      message: 'Recycle would empty the root of the node',
      allowed: 'Delete, Retain',
    },
  ];
}

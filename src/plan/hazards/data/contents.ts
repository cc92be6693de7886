import type { LossRow } from './loss.ts';

/** What is in an object, or made of it, and goes with it. */
export const contents: readonly LossRow[] = [
  ['Namespace', 'error', 'with everything in it'],
  ['PersistentVolume', 'error', 'and the data on it may go too'],
  ['PersistentVolumeClaim', 'error', 'and the data on its volume may go too'],
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'error',
    'with every object of its kind, in all namespaces',
  ],
  ['apps/StatefulSet', 'error', 'with its pods, and their volumes if its retention policy says so'],
  [
    'snapshot.storage.k8s.io/VolumeSnapshot snapshot.storage.k8s.io/VolumeSnapshotContent',
    'error',
    'and the data in it may go too',
  ],
  ['velero.io/BackupStorageLocation', 'error', 'and the backups in it are known no more'],
  ['velero.io/VolumeSnapshotLocation', 'warning', 'and the snapshots in it are known no more'],
  ['Service', 'warning', 'and its address with it', 'pods'],
  ['gateway.networking.k8s.io/Gateway', 'warning', 'and its address with it'],
  [
    'Pod ReplicationController apps/DaemonSet apps/Deployment apps/ReplicaSet argoproj.io/Rollout serving.knative.dev/Service',
    'warning',
    'with its pods',
  ],
  ['keda.sh/ScaledJob', 'warning', 'with the Jobs that it made'],
  ['karpenter.sh/NodePool', 'warning', 'with its nodes, whose pods move'],
  [
    'external-secrets.io/ExternalSecret external-secrets.io/ClusterExternalSecret',
    'warning',
    'and the Secret that it made may go too',
  ],
  [
    'monitoring.coreos.com/Prometheus',
    'warning',
    'with its pods: nothing is measured, and nobody alerted, by it any more',
  ],
  ['monitoring.coreos.com/Alertmanager', 'warning', 'with its pods: nobody is alerted by it any more'],
];

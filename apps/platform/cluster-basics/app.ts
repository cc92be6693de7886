import {
  ClusterManifest,
  conventions,
  defineApp,
  type kinds,
  PlatformNamespace,
  PRIORITY_CLASSES,
} from '#plumb';

export default defineApp({
  description: 'Classes that pods and volumes of every other app name',
  scope: 'region',
  tier: 0,
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
    for (const { name, value, description } of PRIORITY_CLASSES) {
      new ClusterManifest<kinds.PriorityClass>(chart, name, {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        description,
      });
    }
    new ClusterManifest<kinds.StorageClass>(chart, 'storage-class', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: conventions.STORAGE_CLASS,
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      // A volume belongs to one zone, so its pod is placed first.
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      // Deleting a claim by mistake must not delete the data.
      reclaimPolicy: 'Retain',
    });
    new ClusterManifest<kinds.VolumeSnapshotClass>(chart, 'snapshot-class', {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: {
        name: conventions.VOLUME_SNAPSHOT_CLASS,
        // Velero takes the class of each driver that carries this label.
        labels: { 'velero.io/csi-volumesnapshot-class': 'true' },
      },
      driver: 'ebs.csi.aws.com',
      deletionPolicy: 'Retain',
    });
  },
});

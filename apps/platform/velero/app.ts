import { backupLocations, conventions, defineApp, type kinds, Manifest, PlatformNamespace } from '#plumb';

export default defineApp({
  description: 'Backs up namespaces and volumes, and restores them',
  scope: 'region',
  tier: 0,
  namespace: conventions.VELERO_NAMESPACE,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    velero: {
      repository: 'https://vmware-tanzu.github.io/helm-charts',
      version: '11.4.0',
      values: {
        image: { tag: 'v1.18.3' },
        initContainers: [
          {
            name: 'velero-plugin-for-aws',
            image: 'velero/velero-plugin-for-aws:v1.14.3',
            volumeMounts: [{ mountPath: '/target', name: 'plugins' }],
          },
        ],
        priorityClassName: 'tier-0',
        // Copies snapshots out of the region (snapshotMoveData).
        deployNodeAgent: true,
        upgradeCRDs: false,
        // Locations are ours; credentials come from the pod's identity.
        backupsEnabled: false,
        snapshotsEnabled: false,
        credentials: { useSecret: false },
        configuration: {
          features: 'EnableCSI',
          defaultBackupStorageLocation: conventions.OWN_BACKUP_LOCATION,
        },
        metrics: { serviceMonitor: { enabled: true } },
      },
    },
  },
  settings: {},

  render(chart, context) {
    // The node agent reads volumes of other pods.
    new PlatformNamespace(chart, 'namespace', { podSecurity: 'privileged' });
    for (const { name, bucket, region, source, access } of backupLocations(context)) {
      new Manifest<kinds.BackupStorageLocation>(chart, name, {
        apiVersion: 'velero.io/v1',
        kind: 'BackupStorageLocation',
        metadata: { name },
        spec: {
          provider: 'aws',
          default: name === conventions.OWN_BACKUP_LOCATION,
          accessMode: access,
          objectStorage: { bucket, prefix: source },
          config: { region },
          backupSyncPeriod: '1m',
          validationFrequency: '1m',
        },
      });
    }
  },
});

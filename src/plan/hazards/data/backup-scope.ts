import { denied, gone, other, set, unset, weakenings } from '../worse.ts';

/** What Velero leaves out of its backups, locations that guard less, and databases that make none. */
export const backupWeakenings = weakenings({
  // CloudNativePG 1.27, `api/v1/cluster_types.go`: plugins may make them instead.
  'postgresql.cnpg.io/Cluster': [
    [
      'backup.barmanObjectStore|backup.volumeSnapshot',
      gone,
      'backup-cut',
      'makes no more backups of its own',
      'warning',
      'plugins[]',
    ],
  ],
  'velero.io/BackupStorageLocation': [
    [
      'config.kmsKeyId|config.customerKeyEncryptionFile|config.customerKeyEncryptionSecret',
      gone,
      'encryption-cut',
      'keeps new backups without a key of their own',
    ],
    ['config.insecureSkipTLSVerify', set, 'encryption-cut', 'does not check who takes its backups'],
  ],
  'velero.io/Schedule': [
    [
      'template.labelSelector|template.orLabelSelectors[]',
      (was, is) => was === undefined && is !== undefined,
      'backup-cut',
      'backs up only what has certain labels',
    ],
    ['template.defaultVolumesToFsBackup', unset, 'backup-cut', 'no longer backs up the files of volumes'],
    ['template.includeClusterResources', denied, 'backup-cut', 'no longer backs up what is in no namespace'],
    ['template.storageLocation', other, 'backup-cut', 'keeps new backups elsewhere than those before'],
    ['useOwnerReferencesInBackup', set, 'backup-cut', 'its backups go with it when it is deleted'],
    ['template.hooks.resources[]', gone, 'backup-cut', 'has nothing hold still before it is copied'],
  ],
});

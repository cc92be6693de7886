import { paramsFileName } from '../../fleet/params-file.ts';
import { formatDuration, parseDuration } from '../../manifest/duration.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { readyDelayAnnotation } from '../cluster/kwok.ts';
import { volumeClass } from '../cluster/volumes.ts';
import { bucket, storeRegion } from '../controllers/object-store.ts';
import { healthRules } from './health.ts';
import type { Rule } from './rule.ts';

const repository: Rule = {
  name: 'repository',
  reason: 'The lab has no network: its Argo CD reads dist from a git repository in the folder of the lab.',
  kinds: ['Application.argoproj.io', 'ApplicationSet.argoproj.io'],
  paths: [
    ['spec', 'source', 'repoURL'],
    ['spec', 'generators', '*', 'matrix', 'generators', '*', 'git', 'repoURL'],
    ['spec', 'template', 'spec', 'source', 'repoURL'],
  ],
  change: (before, { context }) => (before === undefined ? before : context.repositoryUrl),
};

const sourceRepositories: Rule = {
  name: 'source-repositories',
  reason: 'The git repository of the lab is the only source there is, so projects allow no other.',
  kinds: ['AppProject.argoproj.io'],
  paths: [['spec', 'sourceRepos']],
  change: (_before, { context }) => [context.repositoryUrl],
};

const charts: Rule = {
  name: 'charts',
  reason:
    'Charts would have to be downloaded, and no container runs: processes of the lab stand in for them.',
  kinds: [paramsFileName],
  paths: [['charts']],
  change: (before) => (Array.isArray(before) && before.length > 0 ? [] : before),
};

const syncWindows: Rule = {
  name: 'sync-windows',
  reason: 'They hold syncs back at week-ends and at the end of months; the lab must work at any time.',
  kinds: ['AppProject.argoproj.io'],
  paths: [['spec', 'syncWindows']],
  change: () => undefined,
};

const prometheusAddress: Rule = {
  name: 'prometheus-address',
  reason: 'There is no DNS in the lab: its Prometheus answers at a port of this machine.',
  kinds: ['AnalysisTemplate.argoproj.io', 'ScaledObject.keda.sh'],
  paths: [
    ['spec', 'metrics', '*', 'provider', 'prometheus', 'address'],
    ['spec', 'triggers', '*', 'metadata', 'serverAddress'],
  ],
  change: (before, { context }) => (before === undefined ? before : (context.prometheusUrl ?? before)),
};

const backupBucket: Rule = {
  name: 'backup-bucket',
  reason: 'The S3 server of the lab has one bucket.',
  kinds: ['BackupStorageLocation.velero.io'],
  paths: [['spec', 'objectStorage', 'bucket']],
  change: (before, { context }) => (context.objectStore ? bucket : before),
};

const backupPrefix: Rule = {
  name: 'backup-prefix',
  reason:
    "Each of dist's buckets is a folder of the lab's, so that clusters which share a bucket share it still.",
  kinds: ['BackupStorageLocation.velero.io'],
  paths: [['spec', 'objectStorage', 'prefix']],
  change: (before, { root, context }) =>
    context.objectStore ? `${bucketOf(root)}/${String(before)}` : before,
};

const backupServer: Rule = {
  name: 'backup-server',
  reason: 'Backups go to the S3 server of the lab, which has a certificate and credentials of its own.',
  kinds: ['BackupStorageLocation.velero.io'],
  paths: [['spec', 'config']],
  change: (before, { context: { objectStore } }) =>
    objectStore ? { region: storeRegion, s3ForcePathStyle: 'true', s3Url: objectStore.url } : before,
};

const backupAuthority: Rule = {
  name: 'backup-authority',
  reason: 'Who vouches for the S3 server of the lab is known to the lab only.',
  kinds: ['BackupStorageLocation.velero.io'],
  paths: [['spec', 'objectStorage', 'caCert']],
  change: (before, { context: { objectStore } }) =>
    objectStore ? Buffer.from(objectStore.authority).toString('base64') : before,
};

const backupCredential: Rule = {
  name: 'backup-credential',
  reason:
    'No pod identity gives Velero a role in the lab: it reads the credentials that the lab has made for it.',
  kinds: ['BackupStorageLocation.velero.io'],
  paths: [['spec', 'credential']],
  change: (before, { context }) =>
    context.objectStore ? { name: 'cloud-credentials', key: 'cloud' } : before,
};

const readySeconds: Rule = {
  name: 'ready-seconds',
  unless: 'instant-pods',
  reason: 'No container runs: pods take as long to become Ready as their app declares.',
  kinds: ['Deployment.apps', 'Rollout.argoproj.io', 'StatefulSet.apps'],
  paths: [['spec', 'template', 'metadata', 'annotations', readyDelayAnnotation]],
  change: (before, { root }) => {
    const seconds = (root as KubernetesObject).metadata.annotations?.['plumbline.dev/ready-seconds'];
    return seconds === undefined ? before : `${seconds}s`;
  },
};

const optionalSecrets: Rule = {
  name: 'optional-secrets',
  reason:
    'external-secrets does not run in the lab, so there are no Secrets; KEDA reads those of what it scales.',
  kinds: ['Deployment.apps', 'Rollout.argoproj.io', 'StatefulSet.apps'],
  paths: [['spec', 'template', 'spec', 'containers', '*', 'envFrom', '*', 'secretRef', 'optional']],
  change: () => true,
};

const volumes: Rule = {
  name: 'volume-class',
  reason:
    'No driver makes volumes in the lab: those that its zones have from the start are of a class of their own.',
  kinds: ['StatefulSet.apps'],
  paths: [['spec', 'volumeClaimTemplates', '*', 'spec', 'storageClassName']],
  change: () => volumeClass,
};

/** How much faster canaries go where that is asked for. */
const speedUp = 20n;
const secondNanoseconds = 1_000_000_000n;

const fastCanaries: Rule = {
  name: 'fast-canaries',
  reason: `A proof cannot wait for minutes: pauses and intervals of canaries are ${speedUp} times shorter, but at least 1 s.`,
  kinds: ['AnalysisTemplate.argoproj.io', 'Rollout.argoproj.io'],
  paths: [
    ['spec', 'metrics', '*', 'initialDelay'],
    ['spec', 'metrics', '*', 'interval'],
    ['spec', 'strategy', 'canary', 'steps', '*', 'pause', 'duration'],
  ],
  when: 'fast-canaries',
  change: (before) => {
    const duration = typeof before === 'string' ? parseDuration(before) : undefined;
    if (duration === undefined) return before;
    const shorter = duration / speedUp;
    return formatDuration(shorter < secondNanoseconds ? secondNanoseconds : shorter);
  },
};

export const rules: readonly Rule[] = [
  repository,
  sourceRepositories,
  charts,
  syncWindows,
  prometheusAddress,
  backupBucket,
  backupPrefix,
  backupServer,
  backupAuthority,
  backupCredential,
  readySeconds,
  optionalSecrets,
  volumes,
  ...healthRules,
  fastCanaries,
];

function bucketOf(location: object): string {
  return (location as { spec: { objectStorage: { bucket: string } } }).spec.objectStorage.bucket;
}

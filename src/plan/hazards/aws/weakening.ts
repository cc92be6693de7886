import type { Hazard, Reviewed } from '../hazard.ts';
import { awsType } from './controllers.ts';
import { denied, fewer, gone, not, set, smaller, unset, type Weakening, weakened } from './worse.ts';

const undeletable: Weakening = ['deletionProtection', unset, 'protection-cut', 'can be deleted at once'];
const database: readonly Weakening[] = [
  undeletable,
  ['backupRetentionPeriod', fewer, 'backup-cut', 'keeps backups for a shorter time'],
  ['publiclyAccessible', set, 'exposure', 'can be reached from the internet'],
  ['allocatedStorage', fewer, 'capacity-cut', 'holds less'],
  ['multiAZ', unset, 'protection-cut', 'has no other zone to go on in'],
  ['dbInstanceClass', smaller, 'capacity-cut', 'has less to work with'],
  [
    'serverlessV2ScalingConfiguration.minCapacity serverlessV2ScalingConfiguration.maxCapacity ' +
      'scalingConfiguration.minCapacity scalingConfiguration.maxCapacity',
    fewer,
    'capacity-cut',
    'has less to work with',
  ],
];
const cache: readonly Weakening[] = [
  ['snapshotRetentionLimit', fewer, 'backup-cut', 'keeps backups for a shorter time'],
  ['automaticFailoverEnabled multiAZEnabled', unset, 'protection-cut', 'has no other zone to go on in'],
  ['transitEncryptionEnabled', unset, 'encryption-cut', 'takes traffic that is not encrypted'],
  ['cacheNodeType', smaller, 'capacity-cut', 'has less to work with'],
  [
    'replicasPerNodeGroup numNodeGroups cacheUsageLimits.dataStorage.maximum cacheUsageLimits.eCPUPerSecond.maximum',
    fewer,
    'capacity-cut',
    'has less to work with',
  ],
];

/** Names of fields as the definitions of AWS Controllers for Kubernetes of August 2026 have them. */
const weakenings: Readonly<Record<string, readonly Weakening[]>> = {
  'applicationautoscaling/ScalableTarget': [
    ['minCapacity maxCapacity', fewer, 'capacity-cut', 'lets its target have less'],
    ['suspendedState.dynamicScalingOutSuspended', set, 'capacity-cut', 'does not scale its target up'],
  ],
  'cloudfront/Distribution': [
    ['distributionConfig.enabled', unset, 'capacity-cut', 'answers nobody any more', 'error'],
    ['distributionConfig.webACLID', gone, 'protection-cut', 'has no firewall before it'],
    ['distributionConfig.logging.enabled', unset, 'protection-cut', 'does not write down who came'],
  ],
  'cloudwatch/MetricAlarm': [['actionsEnabled', denied, 'protection-cut', 'alerts nobody any more']],
  'documentdb/DBCluster': database,
  'documentdb/DBInstance': database,
  'dynamodb/Table': [
    ['deletionProtectionEnabled', unset, 'protection-cut', 'can be deleted at once'],
    [
      'continuousBackups.pointInTimeRecoveryEnabled',
      unset,
      'backup-cut',
      'cannot be put back to a point in time',
    ],
  ],
  'ecr/Repository': [
    ['imageTagMutability', not('IMMUTABLE'), 'protection-cut', 'lets tags stand for something else'],
    ['imageScanningConfiguration.scanOnPush', unset, 'protection-cut', 'does not scan its images'],
  ],
  'eks/Cluster': [undeletable],
  'eks/Nodegroup': [
    ['scalingConfig.minSize scalingConfig.maxSize', fewer, 'capacity-cut', 'has fewer nodes'],
  ],
  'elasticache/ReplicationGroup': cache,
  'elasticache/ServerlessCache': cache,
  'iam/Role': [
    [
      'permissionsBoundary|permissionsBoundaryRef',
      gone,
      'rbac-widening',
      'has all rights of its policies, without bounds',
    ],
  ],
  'kms/Key': [['enableKeyRotation', unset, 'encryption-cut', 'uses the same key for ever']],
  'lambda/Function': [['reservedConcurrentExecutions', fewer, 'capacity-cut', 'has less to work with']],
  'rds/DBCluster': database,
  'rds/DBInstance': database,
  'rds/GlobalCluster': [undeletable],
  'route53/HealthCheck': [
    ['healthCheckConfig.disabled', set, 'protection-cut', 'takes for healthy what does not answer'],
  ],
  'route53/RecordSet': [
    ['healthCheckID|healthCheckRef', gone, 'protection-cut', 'leads to what does not answer too'],
    [
      'weight',
      (was, is) => Number(was) > 0 && Number(is) === 0,
      'capacity-cut',
      'leads nobody there any more',
    ],
    ['aliasTarget.evaluateTargetHealth', unset, 'protection-cut', 'leads to what does not answer too'],
  ],
  's3/Bucket': [
    [
      'publicAccessBlock.blockPublicACLs publicAccessBlock.blockPublicPolicy publicAccessBlock.ignorePublicACLs ' +
        'publicAccessBlock.restrictPublicBuckets',
      unset,
      'exposure',
      'can be opened to everyone',
    ],
    ['acl', (was, is) => was !== is && is?.startsWith('public-') === true, 'exposure', 'is open to everyone'],
    ['versioning.status', not('Enabled'), 'backup-cut', 'keeps nothing of what is overwritten or deleted'],
  ],
  'sqs/Queue': [
    ['messageRetentionPeriod', fewer, 'protection-cut', 'keeps messages for a shorter time'],
    ['redrivePolicy', gone, 'protection-cut', 'no longer puts aside what fails'],
  ],
};

const byType = new Map(Object.entries(weakenings).map(([type, rows]) => [awsType(type), rows]));

/** AWS's own things that guard less, keep less, or can do less. */
export function awsWeakenings({ type, change, before, after }: Reviewed): Hazard[] {
  return change.kind === 'changed' ? weakened(byType.get(type) ?? [], before, after) : [];
}

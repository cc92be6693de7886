import {
  becomes,
  denied,
  fewer,
  fewerOf,
  gone,
  not,
  other,
  set,
  smaller,
  unset,
  type Weakening,
  weakenings,
} from '../worse.ts';
import { awsType } from './controllers.ts';

/** `33` of `1.33`. */
function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1]);
}

/** Of lists, as they are shown. */
const lacks =
  (name: string): Weakening[1] =>
  (was, is) =>
    was?.includes(`"${name}"`) === true && is?.includes(`"${name}"`) === false;

/** `16` of `16.4`, but `8.0` of `8.0.39`: before its version 9, MySQL counts by two numbers. Unknown ones are no larger. */
function majorOf(version = ''): number {
  const [, first, second = 0] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return Number(first) + (Number(first) < 9 ? Number(second) / 100 : 0);
}

const more: Weakening[1] = (was, is) => Number(is) > Number(was);

const undeletable: Weakening = ['deletionProtection', unset, 'protection-cut', 'can be deleted at once'];
const database: readonly Weakening[] = [
  undeletable,
  ['backupRetentionPeriod', fewer, 'backup-cut', 'keeps backups for a shorter time'],
  ['publiclyAccessible', set, 'exposure', 'can be reached from the internet'],
  ['allocatedStorage', fewer, 'capacity-cut', 'holds less'],
  [
    'engineVersion',
    (was, is) => majorOf(is) > majorOf(was),
    'recreation',
    'stops while it moves to another major version, and cannot go back',
  ],
  ['backtrackWindow', fewer, 'backup-cut', 'can be put back less far'],
  ['enableCloudwatchLogsExports', fewerOf, 'protection-cut', 'does not write down all that it did'],
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
  [
    'userGroupIDs[]|userGroupRefs[]|userGroupID|userGroupRef authToken',
    gone,
    'exposure',
    'lets in whoever reaches it',
    'warning',
    'userGroupIDs[] userGroupRefs[] userGroupID userGroupRef authToken',
  ],
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
const rows: Readonly<Record<string, readonly Weakening[]>> = {
  'applicationautoscaling/ScalableTarget': [
    ['minCapacity maxCapacity', fewer, 'capacity-cut', 'lets its target have less'],
    ['suspendedState.dynamicScalingOutSuspended', set, 'capacity-cut', 'does not scale its target up'],
  ],
  'cloudfront/Distribution': [
    ['distributionConfig.enabled', unset, 'capacity-cut', 'answers nobody any more', 'error'],
    ['distributionConfig.webACLID', gone, 'protection-cut', 'has no firewall before it'],
    ['distributionConfig.logging.enabled', unset, 'protection-cut', 'does not write down who came'],
    ['distributionConfig.aliases.items', fewerOf, 'deletion', 'no longer answers by all of its names'],
    [
      'distributionConfig.restrictions.geoRestriction.restrictionType',
      (was, is) => (was === 'whitelist' || was === 'blacklist') && is !== was,
      'exposure',
      'answers viewers in other countries',
    ],
    [
      'distributionConfig.defaultCacheBehavior.trustedKeyGroups.enabled ' +
        'distributionConfig.defaultCacheBehavior.trustedSigners.enabled',
      unset,
      'exposure',
      'answers whoever comes, without a signature',
    ],
    [
      'distributionConfig.viewerMtlsConfig.mode',
      not('required'),
      'encryption-cut',
      'asks for no certificate',
    ],
    [
      'distributionConfig.defaultCacheBehavior.functionAssociations.items[] ' +
        'distributionConfig.defaultCacheBehavior.lambdaFunctionAssociations.items[]',
      gone,
      'protection-cut',
      'asks no function before it answers',
    ],
    [
      'distributionConfig.defaultCacheBehavior.responseHeadersPolicyID',
      gone,
      'protection-cut',
      'no longer adds headers, which may protect viewers',
    ],
  ],
  'cloudwatch/MetricAlarm': [['actionsEnabled', denied, 'protection-cut', 'alerts nobody any more']],
  'documentdb/DBCluster': database,
  'documentdb/DBInstance': database,
  'dynamodb/Table': [
    [
      'provisionedThroughput.readCapacityUnits provisionedThroughput.writeCapacityUnits',
      fewer,
      'capacity-cut',
      'has less to work with',
      'warning',
      'billingMode',
    ],
    ['deletionProtectionEnabled', unset, 'protection-cut', 'can be deleted at once'],
    ['timeToLive.enabled', set, 'deletion', 'deletes by itself what is past its time'],
    [
      'continuousBackups.pointInTimeRecoveryEnabled',
      unset,
      'backup-cut',
      'cannot be put back to a point in time',
    ],
  ],
  'ec2/RouteTable': [['routes[].gatewayID', becomes(/^igw/), 'exposure', 'leads to the internet, and back']],
  'ec2/Subnet': [
    ['mapPublicIPOnLaunch', set, 'exposure', 'gives what runs in it an address of the internet'],
  ],
  'ecr/Repository': [
    ['imageTagMutability', not('IMMUTABLE'), 'protection-cut', 'lets tags stand for something else'],
    ['imageScanningConfiguration.scanOnPush', unset, 'protection-cut', 'does not scan its images'],
  ],
  'eks/Cluster': [
    undeletable,
    [
      'version',
      (was = '', is = '') => minorOf(is) > minorOf(was),
      'recreation',
      'moves to a newer version of Kubernetes, and cannot go back',
    ],
    ['logging.clusterLogging[].enabled', unset, 'protection-cut', 'does not write down what is done in it'],
    [
      'logging.clusterLogging[].types',
      lacks('audit'),
      'protection-cut',
      'does not write down who did what in it',
    ],
  ],
  'eks/Nodegroup': [
    [
      'scalingConfig.minSize scalingConfig.maxSize scalingConfig.desiredSize',
      fewer,
      'capacity-cut',
      'has fewer nodes',
    ],
  ],
  'eks/PodIdentityAssociation': [
    ['roleARN|roleRef', other, 'rbac-widening', 'gives its pods the rights of another role'],
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
  'elasticache/User': [
    ['accessString', becomes(/(?:^|\s)\+@all(?:\s|$)/), 'rbac-widening', 'may do everything with its keys'],
  ],
  'kms/Key': [
    ['enabled', denied, 'capacity-cut', 'lets nobody read what it has encrypted', 'error'],
    ['enableKeyRotation', unset, 'encryption-cut', 'uses the same key for ever'],
    ['bypassPolicyLockoutSafetyCheck', set, 'protection-cut', 'may lock out everybody by its policy'],
  ],
  'lambda/Function': [['reservedConcurrentExecutions', fewer, 'capacity-cut', 'has less to work with']],
  'rds/DBCluster': database,
  'rds/DBInstance': database,
  'rds/GlobalCluster': [undeletable],
  'route53/HealthCheck': [
    ['healthCheckConfig.inverted', set, 'protection-cut', 'takes for healthy what fails'],
    ['healthCheckConfig.failureThreshold', more, 'protection-cut', 'notices later that nothing answers'],
    [
      'healthCheckConfig.resourcePath healthCheckConfig.searchString healthCheckConfig.port',
      other,
      'protection-cut',
      'goes by something else',
    ],
    ['healthCheckConfig.disabled', set, 'protection-cut', 'takes for healthy what does not answer'],
  ],
  'route53/RecordSet': [
    ['ttl', more, 'protection-cut', 'who has asked goes there for longer, whatever happens'],
    [
      'failover',
      other,
      'traffic-change',
      'leads where it led only when all else failed, or the other way round',
    ],
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
    ['encryption', gone, 'encryption-cut', 'is encrypted with a key of S3 only'],
    [
      'encryption.rules[].applyServerSideEncryptionByDefault.sseAlgorithm',
      (was, is) => was?.startsWith('aws:kms') === true && is === 'AES256',
      'encryption-cut',
      'is encrypted with a key of S3 only',
    ],
    ['replication', gone, 'backup-cut', 'is no longer copied to another bucket'],
    ['logging', gone, 'protection-cut', 'does not write down who came'],
    [
      'ownershipControls.rules[].objectOwnership|objectOwnership',
      not('BucketOwnerEnforced'),
      'exposure',
      'lets lists of each object open it',
    ],
    ['objectLockConfiguration', gone, 'protection-cut', 'lets what is in it be deleted before its time'],
    ['versioning.status', not('Enabled'), 'backup-cut', 'keeps nothing of what is overwritten or deleted'],
  ],
  'sqs/Queue': [
    [
      'sqsManagedSSEEnabled',
      denied,
      'encryption-cut',
      'keeps its messages in the clear',
      'warning',
      'kmsMasterKeyID kmsMasterKeyRef.from.name',
    ],
    ['messageRetentionPeriod', fewer, 'protection-cut', 'keeps messages for a shorter time'],
    ['redrivePolicy', gone, 'protection-cut', 'no longer puts aside what fails'],
    [
      'visibilityTimeout',
      fewer,
      'protection-cut',
      'gives messages to others sooner, even those that somebody works on',
    ],
  ],
};

/** AWS's own things that guard less, keep less, or can do less. */
export const awsWeakenings = weakenings(
  Object.fromEntries(Object.entries(rows).map(([type, each]) => [awsType(type), each])),
);

const isOn = (value = ''): boolean => /^(?:1|on|true)$/i.test(value);

/** Of the first, PostgreSQL 15 and later have it on unless they are told otherwise; of the second, MySQL has it off. */
const encrypted: readonly Weakening[] = [
  ['rds.force_ssl', becomes(/^(?:0|off|false)$/i), 'encryption-cut', 'takes traffic that is not encrypted'],
  [
    'require_secure_transport',
    (was, is) => isOn(was) && !isOn(is),
    'encryption-cut',
    'takes traffic that is not encrypted',
  ],
];

/** The same of what databases are told. */
export const parameterWeakenings = weakenings(
  { [awsType('rds/DBClusterParameterGroup')]: encrypted, [awsType('rds/DBParameterGroup')]: encrypted },
  'parameters',
);

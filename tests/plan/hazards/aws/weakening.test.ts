import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const aws =
  (kind: string) =>
  (spec: string): string => {
    const [service = '', name = ''] = kind.split('/');
    return object(`${service}.services.k8s.aws/v1alpha1`, name, `spec: {${spec}}`);
  };
const cluster = aws('rds/DBCluster');
const instance = aws('rds/DBInstance');
const bucket = aws('s3/Bucket');
const distribution = aws('cloudfront/Distribution');
const record = aws('route53/RecordSet');
const alarm = aws('cloudwatch/MetricAlarm');

test.each<[string, string, string, string[]]>([
  [
    'a distribution with fewer names, for more countries',
    distribution(
      'distributionConfig: {aliases: {items: [a.example, b.example]}, restrictions: {geoRestriction: {restrictionType: whitelist}}}',
    ),
    distribution(
      'distributionConfig: {aliases: {items: [b.example]}, restrictions: {geoRestriction: {restrictionType: none}}}',
    ),
    [
      'warning deletion: no longer answers by all of its names: distributionConfig.aliases.items goes from ["a.example","b.example"] to ["b.example"]',
      'warning exposure: answers viewers in other countries: distributionConfig.restrictions.geoRestriction.restrictionType goes from whitelist to none',
    ],
  ],
  [
    'a distribution with more names',
    distribution('distributionConfig: {aliases: {items: [a.example, b.example]}}'),
    distribution('distributionConfig: {aliases: {items: [c.example, b.example, a.example]}}'),
    [],
  ],
  [
    'a distribution that asks nothing',
    distribution(
      'distributionConfig: {defaultCacheBehavior: {trustedKeyGroups: {enabled: true}, functionAssociations: {items: [{functionARN: f}]}}}',
    ),
    distribution('distributionConfig: {defaultCacheBehavior: {trustedKeyGroups: {enabled: false}}}'),
    [
      'warning exposure: answers whoever comes, without a signature: distributionConfig.defaultCacheBehavior.trustedKeyGroups.enabled goes from true to false',
      'warning protection-cut: asks no function before it answers: distributionConfig.defaultCacheBehavior.functionAssociations.items is gone',
    ],
  ],
  [
    'a check of something else, which takes longer',
    aws('route53/HealthCheck')('healthCheckConfig: {resourcePath: /ready, failureThreshold: 3}'),
    aws('route53/HealthCheck')('healthCheckConfig: {resourcePath: /, failureThreshold: 10}'),
    [
      'warning protection-cut: goes by something else: healthCheckConfig.resourcePath goes from /ready to /',
      'warning protection-cut: notices later that nothing answers: healthCheckConfig.failureThreshold goes from 3 to 10',
    ],
  ],
  [
    'a name that is held for longer',
    record('ttl: 60, failover: PRIMARY'),
    record('ttl: 3600, failover: SECONDARY'),
    [
      'warning protection-cut: who has asked goes there for longer, whatever happens: ttl goes from 60 to 3600',
      'warning traffic-change: leads where it led only when all else failed, or the other way round: failover goes from PRIMARY to SECONDARY',
    ],
  ],
  ['a name that is held for a shorter time', record('ttl: 3600'), record('ttl: 60'), []],
  [
    'a bucket that anybody may open, unseen',
    bucket(
      'ownershipControls: {rules: [{objectOwnership: BucketOwnerEnforced}]}, logging: {loggingEnabled: {targetBucket: b}}',
    ),
    bucket('ownershipControls: {rules: [{objectOwnership: ObjectWriter}]}'),
    [
      'warning exposure: lets lists of each object open it: ownershipControls.rules[].objectOwnership goes from BucketOwnerEnforced to ObjectWriter',
      'warning protection-cut: does not write down who came: logging is gone',
    ],
  ],
  [
    'a database that writes down less',
    cluster('enableCloudwatchLogsExports: [audit, postgresql], backtrackWindow: 3600'),
    cluster('enableCloudwatchLogsExports: [postgresql], backtrackWindow: 60'),
    [
      'warning backup-cut: can be put back less far: backtrackWindow goes from 3600 to 60',
      'warning protection-cut: does not write down all that it did: enableCloudwatchLogsExports goes from ["audit","postgresql"] to ["postgresql"]',
    ],
  ],
  [
    'a cache that lets in anybody',
    aws('elasticache/ReplicationGroup')('userGroupIDs: [a]'),
    aws('elasticache/ReplicationGroup')(''),
    ['warning exposure: lets in whoever reaches it: userGroupIDs is gone'],
  ],
  [
    'a cache that asks for a password instead',
    aws('elasticache/ReplicationGroup')('userGroupIDs: [a]'),
    aws('elasticache/ReplicationGroup')('authToken: {name: a, key: b}'),
    [],
  ],
  [
    'a newer cluster',
    aws('eks/Cluster')('version: "1.33"'),
    aws('eks/Cluster')('version: "1.34"'),
    [
      'warning recreation: moves to a newer version of Kubernetes, and cannot go back: version goes from 1.33 to 1.34',
    ],
  ],
  [
    'pods with another role',
    aws('eks/PodIdentityAssociation')('roleARN: reader'),
    aws('eks/PodIdentityAssociation')('roleARN: admin'),
    ['warning rbac-widening: gives its pods the rights of another role: roleARN goes from reader to admin'],
  ],
  [
    'a network that leads to the internet',
    aws('ec2/RouteTable')('routes: [{destinationCIDRBlock: 0.0.0.0/0, natGatewayID: n}]'),
    aws('ec2/RouteTable')('routes: [{destinationCIDRBlock: 0.0.0.0/0, gatewayID: igw-1}]'),
    ['warning exposure: leads to the internet, and back: routes[].gatewayID is igw-1'],
  ],
  [
    'a key that nobody can use',
    aws('kms/Key')('enabled: true'),
    aws('kms/Key')('enabled: false'),
    ['error capacity-cut: lets nobody read what it has encrypted: enabled goes from true to false'],
  ],
  ['a key that can be used, written out', aws('kms/Key')(''), aws('kms/Key')('enabled: true'), []],
  [
    'a cluster without a record',
    aws('eks/Cluster')('logging: {clusterLogging: [{enabled: true, types: [audit]}]}'),
    aws('eks/Cluster')('logging: {clusterLogging: [{enabled: false, types: [audit]}]}'),
    [
      'warning protection-cut: does not write down what is done in it: logging.clusterLogging[].enabled goes from true to false',
    ],
  ],
  [
    'a bucket without a key of its own',
    bucket('encryption: {rules: []}'),
    bucket(''),
    ['warning encryption-cut: is encrypted with a key of S3 only: encryption is gone'],
  ],
  [
    'a database that can go, for which less is kept',
    cluster('deletionProtection: true, backupRetentionPeriod: 30'),
    cluster('deletionProtection: false, backupRetentionPeriod: 1'),
    [
      'warning backup-cut: keeps backups for a shorter time: backupRetentionPeriod goes from 30 to 1',
      'warning protection-cut: can be deleted at once: deletionProtection goes from true to false',
    ],
  ],
  [
    'a database that nothing protects by what is not said',
    cluster('deletionProtection: true'),
    cluster(''),
    ['warning protection-cut: can be deleted at once: deletionProtection is gone'],
  ],
  [
    'a database that is better kept',
    cluster('backupRetentionPeriod: 7, serverlessV2ScalingConfiguration: {maxCapacity: 8}'),
    cluster(
      'backupRetentionPeriod: 30, deletionProtection: true, publiclyAccessible: false, serverlessV2ScalingConfiguration: {maxCapacity: 64}',
    ),
    [],
  ],
  [
    'a smaller database in the internet',
    instance('dbInstanceClass: db.r6g.8xlarge, multiAZ: true'),
    instance('dbInstanceClass: db.r6g.xlarge, multiAZ: false, publiclyAccessible: true'),
    [
      'warning capacity-cut: has less to work with: dbInstanceClass goes from db.r6g.8xlarge to db.r6g.xlarge',
      'warning exposure: can be reached from the internet: publiclyAccessible is true',
      'warning protection-cut: has no other zone to go on in: multiAZ goes from true to false',
    ],
  ],
  [
    'a database of another class that is no smaller, and of one that nobody knows',
    instance('dbInstanceClass: db.r6g.xlarge'),
    instance('dbInstanceClass: db.r8g.2xlarge'),
    [],
  ],
  [
    'a cache of a size that nobody knows',
    aws('elasticache/ReplicationGroup')('cacheNodeType: cache.r7g.metal'),
    aws('elasticache/ReplicationGroup')('cacheNodeType: cache.t4g.micro'),
    [],
  ],
  [
    'an open bucket without versions',
    bucket('versioning: {status: Enabled}, publicAccessBlock: {blockPublicPolicy: true}'),
    bucket(
      'versioning: {status: Suspended}, publicAccessBlock: {blockPublicPolicy: false}, acl: public-read',
    ),
    [
      'warning exposure: is open to everyone: acl is public-read',
      'warning exposure: can be opened to everyone: publicAccessBlock.blockPublicPolicy goes from true to false',
      'warning backup-cut: keeps nothing of what is overwritten or deleted: versioning.status goes from Enabled to Suspended',
    ],
  ],
  ['a bucket with versions', bucket(''), bucket('versioning: {status: Enabled}, acl: private'), []],
  [
    'a distribution that is off, without its firewall',
    distribution('distributionConfig: {enabled: true, webACLID: arn}'),
    distribution('distributionConfig: {enabled: false}'),
    [
      'error capacity-cut: answers nobody any more: distributionConfig.enabled goes from true to false',
      'warning protection-cut: has no firewall before it: distributionConfig.webACLID is gone',
    ],
  ],
  [
    'another firewall',
    distribution('distributionConfig: {enabled: true, webACLID: a}'),
    distribution('distributionConfig: {enabled: true, webACLID: b}'),
    [],
  ],
  [
    'a name that leads to what does not answer',
    record('healthCheckRef: {from: {name: a}}, weight: 10'),
    record('weight: 0'),
    [
      'warning protection-cut: leads to what does not answer too: healthCheckID is gone',
      'warning capacity-cut: leads nobody there any more: weight goes from 10 to 0',
    ],
  ],
  ['a check by its ID', record('healthCheckRef: {from: {name: a}}'), record('healthCheckID: abc'), []],
  [
    'an alarm that nobody hears, though nothing was said before',
    alarm(''),
    alarm('actionsEnabled: false'),
    ['warning protection-cut: alerts nobody any more: actionsEnabled is false'],
  ],
  ['an alarm, written out', alarm(''), alarm('actionsEnabled: true'), []],
  [
    'a queue that keeps less, in texts',
    aws('sqs/Queue')('messageRetentionPeriod: "345600", redrivePolicy: "{}"'),
    aws('sqs/Queue')('messageRetentionPeriod: "60"'),
    [
      'warning protection-cut: keeps messages for a shorter time: messageRetentionPeriod goes from 345600 to 60',
      'warning protection-cut: no longer puts aside what fails: redrivePolicy is gone',
    ],
  ],
  [
    'a queue that is encrypted with a key of its own',
    aws('sqs/Queue')('sqsManagedSSEEnabled: "true"'),
    aws('sqs/Queue')('sqsManagedSSEEnabled: "false", kmsMasterKeyID: k'),
    [],
  ],
  [
    'a table that is paid for by what is asked of it',
    aws('dynamodb/Table')('billingMode: PROVISIONED, provisionedThroughput: {readCapacityUnits: 5}'),
    aws('dynamodb/Table')('billingMode: PAY_PER_REQUEST, provisionedThroughput: {readCapacityUnits: 0}'),
    [],
  ],
  [
    'a bucket that can be opened, in one line',
    aws('s3/Bucket')('publicAccessBlock: {blockPublicACLs: true, blockPublicPolicy: true}'),
    aws('s3/Bucket')(''),
    [
      'warning exposure: can be opened to everyone: publicAccessBlock.blockPublicACLs, publicAccessBlock.blockPublicPolicy are gone',
    ],
  ],
  [
    'a cluster that writes down less',
    aws('eks/Cluster')('logging: {clusterLogging: [{enabled: true, types: [audit, api]}]}'),
    aws('eks/Cluster')('logging: {clusterLogging: [{enabled: true, types: [api]}]}'),
    [
      'warning protection-cut: does not write down who did what in it: logging.clusterLogging[].types goes from ["audit","api"] to ["api"]',
    ],
  ],
  [
    'a database of another major version',
    instance('engine: postgres, engineVersion: "16.4"'),
    instance('engine: postgres, engineVersion: "17.1"'),
    [
      'warning recreation: stops while it moves to another major version, and cannot go back: engineVersion goes from 16.4 to 17.1',
    ],
  ],
  [
    'a database of MySQL of another major version',
    cluster('engineVersion: 8.0.mysql_aurora.3.10.0'),
    cluster('engineVersion: 8.4.mysql_aurora.8.4.1'),
    [
      'warning recreation: stops while it moves to another major version, and cannot go back: engineVersion goes from 8.0.mysql_aurora.3.10.0 to 8.4.mysql_aurora.8.4.1',
    ],
  ],
  [
    'a database of a newer version',
    instance('engineVersion: "16.4"'),
    instance('engineVersion: "16.10"'),
    [],
  ],
  [
    'a bucket without a key of its own',
    bucket('encryption: {rules: [{applyServerSideEncryptionByDefault: {sseAlgorithm: "aws:kms"}}]}'),
    bucket('encryption: {rules: [{applyServerSideEncryptionByDefault: {sseAlgorithm: AES256}}]}'),
    [
      'warning encryption-cut: is encrypted with a key of S3 only: encryption.rules[].applyServerSideEncryptionByDefault.sseAlgorithm goes from aws:kms to AES256',
    ],
  ],
  [
    'a bucket without a copy',
    bucket('replication: {role: r}'),
    bucket(''),
    ['warning backup-cut: is no longer copied to another bucket: replication is gone'],
  ],
  [
    'rows that go by themselves',
    aws('dynamodb/Table')('timeToLive: {enabled: false, attributeName: until}'),
    aws('dynamodb/Table')('timeToLive: {enabled: true, attributeName: until}'),
    ['warning deletion: deletes by itself what is past its time: timeToLive.enabled goes from false to true'],
  ],
])('%s', (_, before, after, expected) => expect(told(before, after).sort()).toEqual(expected.sort()));

const parameters = (kind: string, text: string): string =>
  aws(`rds/${kind}`)(`family: f, parameterOverrides: {${text}, log_statement: ddl}`);
const open = 'warning encryption-cut: takes traffic that is not encrypted';

test.each<[string, string, string, string[]]>([
  [
    'rds.force_ssl: "1"',
    'rds.force_ssl: "0"',
    'goes from 1 to 0',
    [`${open}: rds.force_ssl goes from 1 to 0`],
  ],
  ['x: "1"', 'rds.force_ssl: "0"', 'is 0', [`${open}: rds.force_ssl is 0`]],
  ['rds.force_ssl: "1"', 'x: "1"', 'is what it is by default', []],
  [
    'require_secure_transport: "ON"',
    'x: "1"',
    'is off by default',
    [`${open}: require_secure_transport is gone`],
  ],
  ['require_secure_transport: "ON"', 'require_secure_transport: "1"', 'is on in other words', []],
])('what databases are told: %s, then %s, %s', (before, after, _, expected) => {
  for (const kind of ['DBParameterGroup', 'DBClusterParameterGroup'])
    expect(told(parameters(kind, before), parameters(kind, after))).toEqual(expected);
});

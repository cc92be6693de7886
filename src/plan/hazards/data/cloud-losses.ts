import { awsType } from '../aws/controllers.ts';
import { type Loss, type LossRow, lossesOf } from './loss.ts';

/** AWS's own things, which hold data, are known by others by an address, or guard something. */
const aws: readonly LossRow[] = [
  [
    'rds/DBCluster rds/DBInstance rds/GlobalCluster documentdb/DBCluster documentdb/DBInstance dynamodb/Table ' +
      'dynamodb/GlobalTable elasticache/ReplicationGroup elasticache/CacheCluster elasticache/ServerlessCache ' +
      'memorydb/Cluster keyspaces/Keyspace keyspaces/Table opensearchservice/Domain',
    'error',
    'a database with its data',
  ],
  [
    'rds/DBSnapshot rds/DBClusterSnapshot dynamodb/Backup elasticache/Snapshot elasticache/ServerlessCacheSnapshot ' +
      'memorydb/Snapshot',
    'error',
    'a copy of data, which can be restored no more',
  ],
  ['s3/Bucket', 'error', 'a bucket'],
  ['efs/FileSystem', 'error', 'a file system with its files'],
  ['ecr/Repository', 'error', 'a repository with its images'],
  ['kafka/Cluster kafka/ServerlessCluster kinesis/Stream', 'error', 'with the messages in it'],
  ['sqs/Queue mq/Broker', 'error', 'a queue with the messages in it'],
  ['secretsmanager/Secret', 'error', 'and what reads it fails'],
  ['kms/Key', 'error', 'a key, without which what it encrypted cannot be read'],
  ['eks/Cluster', 'error', 'a cluster with everything in it'],
  ['route53/HostedZone', 'error', 'a zone with all its names'],
  ['cloudfront/Distribution', 'error', 'a distribution with its address'],
  // AWS refuses to delete one that is in use.
  ['wafv2/WebACL', 'warning', 'so what it blocked may come in'],
  ['route53/RecordSet', 'warning', 'so its name no longer leads where it says'],
  ['route53/HealthCheck', 'warning', 'so names may lead to what does not answer'],
  ['eks/Nodegroup eks/FargateProfile', 'warning', 'with its nodes, whose pods move'],
  ['eks/AccessEntry', 'warning', 'so whom it lets in comes in no more'],
  [
    'iam/Role iam/Policy eks/PodIdentityAssociation',
    'warning',
    'and whoever has its rights in AWS loses them',
  ],
  [
    'ec2/VPC ec2/Subnet ec2/RouteTable ec2/InternetGateway ec2/EgressOnlyInternetGateway ec2/NATGateway ' +
      'ec2/TransitGateway ec2/TransitGatewayVPCAttachment ec2/VPCEndpoint ec2/VPCPeeringConnection ' +
      'ec2/SecurityGroup',
    'warning',
    'so what it connects is connected no more',
  ],
  ['ec2/ElasticIPAddress elbv2/LoadBalancer', 'warning', 'and its address with it'],
  ['cloudwatch/MetricAlarm', 'warning', 'so nobody is alerted by it any more'],
  ['applicationautoscaling/ScalableTarget', 'warning', 'so nothing scales its target any more'],
  ['lambda/Function', 'warning', 'so whatever calls it fails'],
  ['sns/Topic', 'warning', 'so whoever listens to it hears nothing any more'],
  ['cloudtrail/Trail', 'warning', 'so what is done in AWS is no longer recorded'],
  ['eks/Addon', 'warning', 'with its pods'],
];

/** AWS refuses to delete them while they are in use. */
export const keptByAws: readonly string[] = (
  'acm/Certificate cloudfront/CachePolicy cloudfront/Function cloudfront/OriginAccessControl cloudfront/OriginRequestPolicy ' +
  'cloudfront/ResponseHeadersPolicy documentdb/DBSubnetGroup elasticache/CacheParameterGroup elasticache/CacheSubnetGroup ' +
  'memorydb/ParameterGroup memorydb/SubnetGroup rds/DBClusterParameterGroup rds/DBParameterGroup rds/DBSubnetGroup wafv2/IPSet'
)
  .split(' ')
  .map(awsType);

/** Databases and the like, which operators run in the cluster. */
const operated: readonly LossRow[] = [
  [
    'acid.zalan.do/postgresql cassandra.datastax.com/CassandraDatacenter clickhouse.altinity.com/ClickHouseInstallation ' +
      'elasticsearch.k8s.elastic.co/Elasticsearch k8s.mariadb.com/MariaDB mongodbcommunity.mongodb.com/MongoDBCommunity ' +
      'mysql.oracle.com/InnoDBCluster opensearch.opster.io/OpenSearchCluster pgv2.percona.com/PerconaPGCluster ' +
      'postgres-operator.crunchydata.com/PostgresCluster postgresql.cnpg.io/Cluster psmdb.percona.com/PerconaServerMongoDB ' +
      'pxc.percona.com/PerconaXtraDBCluster scylla.scylladb.com/ScyllaCluster',
    'error',
    'a database, and its data may go too',
  ],
  [
    'kafka.strimzi.io/Kafka kafka.strimzi.io/KafkaNodePool kafka.strimzi.io/KafkaTopic rabbitmq.com/RabbitmqCluster',
    'error',
    'and the messages in it may go too',
  ],
  [
    'ceph.rook.io/CephBlockPool ceph.rook.io/CephCluster ceph.rook.io/CephFilesystem ceph.rook.io/CephObjectStore ' +
      'minio.min.io/Tenant',
    'error',
    'and the data in it may go too',
  ],
  ['cluster.x-k8s.io/Cluster', 'error', 'a cluster with everything in it'],
  ['helm.toolkit.fluxcd.io/HelmRelease', 'error', 'with everything that it installed'],
];

export const cloudLosses: readonly [string, Loss][] = [
  ...lossesOf(aws, 'content').map(([type, loss]): [string, Loss] => [awsType(type), loss]),
  ...lossesOf(operated, 'content'),
];

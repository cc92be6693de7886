import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { awsType } from '../aws/controllers.ts';
import type { Hazard } from '../hazard.ts';

export type Loss = readonly [severity: Hazard['severity'], what: string];

/** What goes with an object when it is deleted; nothing where nobody would miss it. */
export function lossOf(type: string, object: KubernetesObject | undefined): Loss | undefined {
  if (type === 'argoproj.io/Application') return ofApplication(object);
  if (type === 'argoproj.io/ApplicationSet') return ofApplicationSet(object);
  return losses[type] ?? awsLosses.get(type);
}

const losses: Readonly<Record<string, Loss>> = {
  Namespace: ['error', 'with everything in it'],
  PersistentVolume: ['error', 'and the data on it may go too'],
  PersistentVolumeClaim: ['error', 'and the data on its volume may go too'],
  ResourceQuota: ['warning', 'so nothing limits what its namespace may have'],
  Service: ['warning', 'and its address with it'],
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': ['warning', 'so nothing sets what it set'],
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': ['warning', 'so what it denied is allowed'],
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': [
    'warning',
    'so what its policy denied is allowed',
  ],
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': ['warning', 'so what it denied is allowed'],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    'error',
    'with every object of its kind, in all namespaces',
  ],
  'apps/DaemonSet': ['warning', 'with its pods'],
  'apps/Deployment': ['warning', 'with its pods'],
  'apps/StatefulSet': ['error', 'with its pods, and their volumes if its retention policy says so'],
  'argoproj.io/AppProject': ['warning', 'so nothing syncs the Applications in it any more'],
  'argoproj.io/Rollout': ['warning', 'with its pods'],
  'autoscaling/HorizontalPodAutoscaler': ['warning', 'so nothing scales its target any more'],
  'batch/CronJob': ['warning', 'so nothing runs on its schedule any more'],
  'external-secrets.io/ExternalSecret': ['warning', 'and the Secret that it made may go too'],
  'gateway.networking.k8s.io/Gateway': ['warning', 'and its address with it'],
  'gateway.networking.k8s.io/HTTPRoute': ['warning', 'so nothing comes in by its names'],
  'karpenter.sh/NodePool': ['warning', 'with its nodes, whose pods move'],
  'keda.sh/ScaledObject': ['warning', 'so nothing scales its target any more'],
  'monitoring.coreos.com/PrometheusRule': ['warning', 'so nobody is alerted by its rules any more'],
  'networking.istio.io/Gateway': ['warning', 'so nothing comes in from outside by its names'],
  'networking.istio.io/VirtualService': ['warning', 'so its names no longer lead where it says'],
  'networking.k8s.io/Ingress': ['warning', 'so nothing comes in from outside by its names'],
  'networking.k8s.io/NetworkPolicy': ['error', 'so what it kept out may come in'],
  'policy/PodDisruptionBudget': ['warning', 'so all its pods may be evicted at once'],
  'security.istio.io/AuthorizationPolicy': ['error', 'so what it kept out may come in'],
  'security.istio.io/PeerAuthentication': ['warning', 'so traffic that is not encrypted may be accepted'],
  'security.istio.io/RequestAuthentication': ['warning', 'so tokens are no longer checked'],
  'snapshot.storage.k8s.io/VolumeSnapshot': ['error', 'and the data in it may go too'],
  'snapshot.storage.k8s.io/VolumeSnapshotContent': ['error', 'and the data in it may go too'],
  'velero.io/BackupStorageLocation': ['error', 'and the backups in it are known no more'],
  'velero.io/Schedule': ['error', 'so no more backups are made'],
};

/** AWS's own things, which hold data, are known by others by an address, or guard something. */
const awsLosses: ReadonlyMap<string, Loss> = new Map(
  (
    [
      [
        'rds/DBCluster rds/DBInstance rds/GlobalCluster documentdb/DBCluster documentdb/DBInstance dynamodb/Table ' +
          'dynamodb/GlobalTable elasticache/ReplicationGroup elasticache/CacheCluster elasticache/ServerlessCache ' +
          'memorydb/Cluster keyspaces/Keyspace keyspaces/Table opensearchservice/Domain',
        ['error', 'a database with its data'],
      ],
      [
        'rds/DBSnapshot rds/DBClusterSnapshot dynamodb/Backup elasticache/Snapshot elasticache/ServerlessCacheSnapshot ' +
          'memorydb/Snapshot',
        ['error', 'a copy of data, which can be restored no more'],
      ],
      ['s3/Bucket', ['error', 'a bucket']],
      ['efs/FileSystem', ['error', 'a file system with its files']],
      ['ecr/Repository', ['error', 'a repository with its images']],
      ['kafka/Cluster kafka/ServerlessCluster kinesis/Stream', ['error', 'with the messages in it']],
      ['sqs/Queue mq/Broker', ['error', 'a queue with the messages in it']],
      ['secretsmanager/Secret', ['error', 'and what reads it fails']],
      ['kms/Key', ['error', 'a key, without which what it encrypted cannot be read']],
      ['eks/Cluster', ['error', 'a cluster with everything in it']],
      ['route53/HostedZone', ['error', 'a zone with all its names']],
      ['cloudfront/Distribution', ['error', 'a distribution with its address']],
      // AWS refuses to delete one that is in use.
      ['wafv2/WebACL', ['warning', 'so what it blocked may come in']],
      ['route53/RecordSet', ['warning', 'so its name no longer leads where it says']],
      ['route53/HealthCheck', ['warning', 'so names may lead to what does not answer']],
      ['eks/Nodegroup eks/FargateProfile', ['warning', 'with its nodes, whose pods move']],
      ['eks/AccessEntry', ['warning', 'so whom it lets in comes in no more']],
      [
        'iam/Role iam/Policy eks/PodIdentityAssociation',
        ['warning', 'and whoever has its rights in AWS loses them'],
      ],
      [
        'ec2/VPC ec2/Subnet ec2/RouteTable ec2/InternetGateway ec2/EgressOnlyInternetGateway ec2/NATGateway ' +
          'ec2/TransitGateway ec2/TransitGatewayVPCAttachment ec2/VPCEndpoint ec2/VPCPeeringConnection ' +
          'ec2/SecurityGroup',
        ['warning', 'so what it connects is connected no more'],
      ],
      ['ec2/ElasticIPAddress elbv2/LoadBalancer', ['warning', 'and its address with it']],
      ['cloudwatch/MetricAlarm', ['warning', 'so nobody is alerted by it any more']],
      ['applicationautoscaling/ScalableTarget', ['warning', 'so nothing scales its target any more']],
      ['lambda/Function', ['warning', 'so whatever calls it fails']],
    ] satisfies [string, Loss][]
  ).flatMap(([types, loss]) => types.split(' ').map((type) => [awsType(type), loss] as const)),
);

/** Argo CD 3.5, `application_defaults.go`: these let it delete what an Application manages. */
const cascade = /^resources-finalizer\.argocd\.argoproj\.io(?:\/(?:foreground|background))?$/;

function cascades(metadata: unknown): boolean {
  return select(metadata, 'finalizers[]').some(({ value }) => cascade.test(shown(value)));
}

function ofApplication(application: KubernetesObject | undefined): Loss {
  return cascades(fieldsOf(application, 'metadata'))
    ? ['error', 'with all objects that it manages (its finalizer)']
    : ['warning', 'so nothing syncs its objects any more'];
}

function ofApplicationSet(set: KubernetesObject | undefined): Loss {
  if (deletesApps(set)) return ['error', 'with its Applications, and all objects that they manage'];
  return isKept(set)
    ? ['warning', 'so nothing makes or changes its Applications any more']
    : ['warning', 'with its Applications, so nothing syncs their objects any more'];
}

/** Argo CD 3.5, `applicationset_controller.go`: without leave to delete Applications, it hands them over. */
export function isKept(set: KubernetesObject | undefined): boolean {
  const policy = fieldsOf(set, 'spec', 'syncPolicy')['applicationsSync'];
  return policy === 'create-only' || policy === 'create-update';
}

/**
 * Whether what its Applications manage goes with them: by their own finalizers, or by the one that Argo CD 3.5 gives to
 * those that have none (`applicationset/utils/utils.go`).
 */
export function deletesApps(set: KubernetesObject | undefined): boolean {
  const template = fieldsOf(set, 'spec', 'template', 'metadata');
  const isPreserved = fieldsOf(set, 'spec', 'syncPolicy')['preserveResourcesOnDeletion'] === true;
  const hasNone = select(template, 'finalizers[]').length === 0;
  return !isKept(set) && (hasNone ? !isPreserved : cascades(template));
}

import type { KubernetesObject } from '../../manifest/object.ts';
import { annotationOf, syncOptionsOf } from '../argocd.ts';
import type { Hazard, Reviewed } from './hazard.ts';

type Loss = readonly [severity: Hazard['severity'], what: string];

/** What goes with an object when it is deleted. */
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
  'argoproj.io/Rollout': ['warning', 'with its pods'],
  'autoscaling/HorizontalPodAutoscaler': ['warning', 'so nothing scales its target any more'],
  'batch/CronJob': ['warning', 'so nothing runs on its schedule any more'],
  'external-secrets.io/ExternalSecret': ['warning', 'and the Secret that it made may go too'],
  'gateway.networking.k8s.io/Gateway': ['warning', 'and its address with it'],
  'gateway.networking.k8s.io/HTTPRoute': ['warning', 'so nothing comes in by its names'],
  'karpenter.sh/NodePool': ['warning', 'with its nodes, whose pods move'],
  'keda.sh/ScaledObject': ['warning', 'so nothing scales its target any more'],
  'monitoring.coreos.com/PrometheusRule': ['warning', 'so nobody is alerted by its rules any more'],
  'networking.k8s.io/Ingress': ['warning', 'so nothing comes in from outside by its names'],
  'networking.k8s.io/NetworkPolicy': ['error', 'so what it kept out may come in'],
  'policy/PodDisruptionBudget': ['warning', 'so all its pods may be evicted at once'],
  'security.istio.io/AuthorizationPolicy': ['error', 'so what it kept out may come in'],
  'security.istio.io/PeerAuthentication': ['warning', 'so traffic that is not encrypted may be accepted'],
  'security.istio.io/RequestAuthentication': ['warning', 'so tokens are no longer checked'],
  'velero.io/BackupStorageLocation': ['error', 'and the backups in it are known no more'],
  'velero.io/Schedule': ['error', 'so no more backups are made'],
};

/** AWS's own things, which hold data or are known by others by an address. */
const awsLosses: readonly (readonly [RegExp, string])[] = [
  [/^(rds|dynamodb|elasticache|memorydb|docdb)\.services\.k8s\.aws\//, 'a database with its data'],
  [/^s3\.services\.k8s\.aws\/Bucket$/, 'a bucket'],
  [/^sqs\.services\.k8s\.aws\/Queue$/, 'a queue with the messages in it'],
  [/^kms\.services\.k8s\.aws\/Key$/, 'a key, without which what it encrypted cannot be read'],
  [/^route53\.services\.k8s\.aws\/HostedZone$/, 'a zone with all its names'],
  [/^cloudfront\.services\.k8s\.aws\/Distribution$/, 'a distribution with its address'],
];

/** What AWS Controllers for Kubernetes leave in AWS when told to. */
const retained: Loss = ['warning', 'but stays in AWS (deletion-policy: retain)'];

/** What Argo CD prunes because it is no longer in git. A rename is a deletion too. */
export function deletions(reviewed: Reviewed): Hazard[] {
  const { type, change, before } = reviewed;
  if (change.kind !== 'removed' && change.kind !== 'renamed') return [];
  const loss = lossOf(type);
  if (loss === undefined) return [];
  const isRetained = annotationOf(before, 'services.k8s.aws/deletion-policy') === 'retain';
  const [severity, what] = isRetained ? retained : loss;
  const old = change.kind === 'renamed' ? `${nameOf(before)}, as it was named,` : 'it';
  const kept = keptBy(reviewed);
  if (kept !== undefined) {
    const message = `${old} leaves git but stays in the cluster (${kept})`;
    return [{ severity: 'warning', rule: 'left-behind', message }];
  }
  const next = 'make sure that nothing needs it, or keep it with the sync option Prune=false';
  const message = `${old} is deleted, ${what}`;
  return [{ severity, rule: 'deletion', message, ...(severity === 'error' ? { next } : {}) }];
}

/** `namespace/name`. */
export function nameOf(object: KubernetesObject | undefined): string {
  const { namespace, name = '' } = object?.metadata ?? {};
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function lossOf(type: string): Loss | undefined {
  const aws = awsLosses.find(([pattern]) => pattern.test(type));
  return aws === undefined ? losses[type] : ['error', aws[1]];
}

function keptBy({ before, isAppRemoved }: Reviewed): string | undefined {
  if (syncOptionsOf(before).has('Prune=false')) return 'Prune=false';
  if (isAppRemoved) return 'its Application goes without it';
  return undefined;
}

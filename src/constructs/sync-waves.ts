/**
 * The order in which Argo CD applies one app's objects: each wave must be healthy before the next begins. Written
 * once, by kind; an object that needs another place carries the annotation itself.
 *
 * Services, routes and analysis templates come before the workload: a Rollout whose VirtualService, Services or
 * AnalysisTemplate is missing is `InvalidSpec`, which Argo CD reads as Degraded, and the sync would stop there.
 */
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

const WAVES: Readonly<Record<string, number>> = {
  Namespace: -10,
  PriorityClass: -10,
  StorageClass: -10,
  VolumeSnapshotClass: -10,

  ConfigMap: -5,
  ExternalSecret: -5,
  LimitRange: -5,
  NetworkPolicy: -5,
  ResourceQuota: -5,
  Role: -5,
  RoleBinding: -5,
  ServiceAccount: -5,

  AnalysisTemplate: -2,
  DestinationRule: -2,
  Service: -2,
  VirtualService: -2,

  CronJob: 0,
  Deployment: 0,
  Rollout: 0,
  StatefulSet: 0,
  TriggerAuthentication: 0,

  PodDisruptionBudget: 1,
  ScaledObject: 1,
  // After the policy and its parameters: while those are missing, it denies what it selects.
  ValidatingAdmissionPolicyBinding: 1,
  VerticalPodAutoscaler: 1,

  Schedule: 2,

  PodMonitor: 3,
  PrometheusRule: 3,
  ServiceMonitor: 3,

  // Checked by webhooks of controllers that a chart of the same app installs in wave 0.
  BackupStorageLocation: 5,
  ClusterIssuer: 5,
  ClusterSecretStore: 5,
  EC2NodeClass: 5,
  Gateway: 5,
  NodePool: 5,
  PeerAuthentication: 5,
  Prometheus: 5,
  Telemetry: 5,
};

/** Wave of a kind; 0, Argo CD's own default, for kinds that need no particular place. */
export function syncWaveOf(kind: string): number {
  return WAVES[kind] ?? 0;
}

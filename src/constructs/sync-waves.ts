/**
 * What a workload finds when it starts. Services, routes and analysis templates are part of it: a Rollout whose
 * VirtualService, Services or AnalysisTemplate is missing is `InvalidSpec`, which Argo CD reads as Degraded, and the sync
 * would stop there.
 */
const BEFORE_WORKLOADS = -5;

/** What changes a workload or watches it. */
const AFTER_WORKLOADS = 1;

/**
 * The order in which Argo CD applies one app's objects: each wave must be healthy before the next begins. Written
 * once, by kind; an object that needs another place carries the annotation itself.
 *
 * As few waves as do: Argo CD waits two seconds between them (`ARGOCD_SYNC_WAVE_DELAY`, controller/sync.go) and then
 * compares the whole app. Within a wave it goes by kind, Namespaces first (gitops-engine, pkg/sync/sync_tasks.go). What
 * the last wave of an app makes of itself later is no failure of the sync: the Application's health tells it.
 */
const WAVES: Readonly<Record<string, number>> = {
  AnalysisTemplate: BEFORE_WORKLOADS,
  AppProject: BEFORE_WORKLOADS,
  ConfigMap: BEFORE_WORKLOADS,
  DestinationRule: BEFORE_WORKLOADS,
  ExternalSecret: BEFORE_WORKLOADS,
  LimitRange: BEFORE_WORKLOADS,
  Namespace: BEFORE_WORKLOADS,
  NetworkPolicy: BEFORE_WORKLOADS,
  PriorityClass: BEFORE_WORKLOADS,
  ResourceQuota: BEFORE_WORKLOADS,
  Role: BEFORE_WORKLOADS,
  RoleBinding: BEFORE_WORKLOADS,
  Service: BEFORE_WORKLOADS,
  ServiceAccount: BEFORE_WORKLOADS,
  StorageClass: BEFORE_WORKLOADS,
  VirtualService: BEFORE_WORKLOADS,
  VolumeSnapshotClass: BEFORE_WORKLOADS,

  CronJob: 0,
  Deployment: 0,
  Rollout: 0,
  StatefulSet: 0,
  TriggerAuthentication: 0,

  PodDisruptionBudget: AFTER_WORKLOADS,
  PodMonitor: AFTER_WORKLOADS,
  PrometheusRule: AFTER_WORKLOADS,
  ScaledObject: AFTER_WORKLOADS,
  Schedule: AFTER_WORKLOADS,
  ServiceMonitor: AFTER_WORKLOADS,
  // After the policy and its parameters: while those are missing, it denies what it selects.
  ValidatingAdmissionPolicyBinding: AFTER_WORKLOADS,
  VerticalPodAutoscaler: AFTER_WORKLOADS,

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

/**
 * Names that exist once per cluster: the platform's apps render them, the products' apps refer to them. Both read them
 * here, so that they cannot part.
 */

/** Encrypted gp3 volumes in the pod's own zone, and their snapshots. */
export const STORAGE_CLASS = 'encrypted-gp3';
export const VOLUME_SNAPSHOT_CLASS = 'encrypted-gp3';

/** ClusterSecretStore over AWS Secrets Manager of the cluster's own region. */
export const SECRET_STORE = 'aws-secrets';

/** Where the Istio ingress gateway's pods run, and where Prometheus and Alertmanager do. */
export const GATEWAY_NAMESPACE = 'istio-ingress';
export const MONITORING_NAMESPACE = 'monitoring';

/** PodMonitor over the proxies of every meshed pod; what it reads carries `job: <namespace>/<name>`. */
export const PROXY_MONITOR = 'istio-proxies';

/**
 * Where a proxy serves its metrics. The port must be one that the injected container declares, or Prometheus does not
 * find it. https://istio.io/latest/docs/ops/deployment/application-requirements/
 */
export const PROXY_METRICS_PORT = { name: 'http-envoy-prom', number: 15090 } as const;

/** Every container of ours serves its metrics here, apart from its traffic. */
export const METRICS_PORT = { name: 'metrics', number: 9090 } as const;

/** Taint of nodes that may be taken back at two minutes' notice; label and taint share Karpenter's key. */
export const CAPACITY_TYPE = 'karpenter.sh/capacity-type';

/** Taint of GPU nodes, as set by the NVIDIA device plugin's own documentation. */
export const GPU_RESOURCE = 'nvidia.com/gpu';

/** Annotations of a workload: what no manifest holds, and simulation needs. */
export const LOAD_ANNOTATIONS = {
  requestsPerSecondPerPod: 'plumbline.dev/requests-per-second-per-pod',
  serviceTimeMs: 'plumbline.dev/service-time-ms',
  readySeconds: 'plumbline.dev/ready-seconds',
} as const;

/** The Service that prometheus-operator puts before the Prometheus in the monitoring namespace. */
export const PROMETHEUS_ADDRESS = `http://prometheus-operated.${MONITORING_NAMESPACE}.svc.cluster.local:9090`;

/** BackupStorageLocation in a cluster's own region, where its backups go unless they name another. */
export const OWN_BACKUP_LOCATION = 'own';

/** Where Velero runs; it reads Schedules only from its own namespace. */
export const VELERO_NAMESPACE = 'velero';

/** The Istio Gateway, as `namespace/name`, through which public names come in. */
export const PUBLIC_GATEWAY = `${GATEWAY_NAMESPACE}/public`;

/** ClusterIssuer of the certificates of public names. */
export const CERTIFICATE_ISSUER = 'public';

/** Under which name a region's gateway is found, e.g. `gateway.eu-central-1.example.com`. */
export function gatewayHost(region: string, domain: string): string {
  return `gateway.${region}.${domain}`;
}

/** Path at which a gateway answers 200 under its own name as long as it serves at all. */
export const GATEWAY_HEALTH_PATH = '/healthz';

/** Label of every node, and taint of those that are reserved for one workload: the node pool's name. */
export const POOL = 'plumbline.dev/pool';

/** Types of the kinds that apps render without a construct of their own, through `Manifest` and `ClusterManifest`. */
export type { Certificate, ClusterIssuer } from '../kubernetes/1.34/types/cert-manager.io_v1.ts';
export type {
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
} from '../kubernetes/1.34/types/cloudfront.services.k8s.aws_v1alpha1.ts';
export type { ClusterSecretStore } from '../kubernetes/1.34/types/external-secrets.io_v1.ts';
export type { EC2NodeClass } from '../kubernetes/1.34/types/karpenter.k8s.aws_v1.ts';
export type { NodePool } from '../kubernetes/1.34/types/karpenter.sh_v1.ts';
export type {
  PodMonitor,
  Prometheus,
  PrometheusRule,
  ServiceMonitor,
} from '../kubernetes/1.34/types/monitoring.coreos.com_v1.ts';
export type { Gateway, VirtualService } from '../kubernetes/1.34/types/networking.istio.io_v1.ts';
export type {
  ClusterRole,
  ClusterRoleBinding,
} from '../kubernetes/1.34/types/rbac.authorization.k8s.io_v1.ts';
export type {
  HealthCheck,
  HostedZone,
  RecordSet,
} from '../kubernetes/1.34/types/route53.services.k8s.aws_v1alpha1.ts';
export type { PriorityClass } from '../kubernetes/1.34/types/scheduling.k8s.io_v1.ts';
export type { PeerAuthentication } from '../kubernetes/1.34/types/security.istio.io_v1.ts';
export type { VolumeSnapshotClass } from '../kubernetes/1.34/types/snapshot.storage.k8s.io_v1.ts';
export type { StorageClass } from '../kubernetes/1.34/types/storage.k8s.io_v1.ts';
export type { Telemetry } from '../kubernetes/1.34/types/telemetry.istio.io_v1.ts';
export type { ConfigMap, ServiceAccount } from '../kubernetes/1.34/types/v1.ts';
export type { BackupStorageLocation } from '../kubernetes/1.34/types/velero.io_v1.ts';
export type { WebACL } from '../kubernetes/1.34/types/wafv2.services.k8s.aws_v1alpha1.ts';

/** Kinds that nobody in the lab reconciles, by `Kind.group` or `*.group`, and why. */
export const unattended: Readonly<Record<string, string>> = {
  'AnalysisTemplate.argoproj.io': 'others read it',
  'ClusterRole.rbac.authorization.k8s.io': 'others read it',
  'ClusterRoleBinding.rbac.authorization.k8s.io': 'others read it',
  ConfigMap: 'others read it',
  LimitRange: 'others read it',
  'PriorityClass.scheduling.k8s.io': 'others read it',
  ServiceAccount: 'others read it',
  'StorageClass.storage.k8s.io': 'others read it',
  'TriggerAuthentication.keda.sh': 'others read it',
  'NetworkPolicy.networking.k8s.io': 'no network between pods in the lab',
  'VolumeSnapshotClass.snapshot.storage.k8s.io': 'no volume has content in the lab',
  '*.autoscaling.k8s.io': 'no Vertical Pod Autoscaler in the lab',
  '*.cert-manager.io': 'no cert-manager in the lab',
  '*.cloudfront.services.k8s.aws': 'no AWS, and no ACK controller, in the lab',
  '*.external-secrets.io': 'no External Secrets in the lab',
  '*.karpenter.k8s.aws': 'no Karpenter in the lab',
  '*.karpenter.sh': 'no Karpenter in the lab',
  '*.monitoring.coreos.com': 'no Prometheus operator in the lab',
  '*.networking.istio.io': 'no Istio in the lab',
  '*.route53.services.k8s.aws': 'no AWS, and no ACK controller, in the lab',
  '*.security.istio.io': 'no Istio in the lab',
  '*.telemetry.istio.io': 'no Istio in the lab',
  '*.wafv2.services.k8s.aws': 'no AWS, and no ACK controller, in the lab',
};

/** Why nobody in the lab reconciles a kind; `undefined` if somebody does. */
export function whyUnattended(kind: string): string | undefined {
  const dot = kind.indexOf('.');
  return unattended[kind] ?? (dot === -1 ? undefined : unattended[`*${kind.slice(dot)}`]);
}

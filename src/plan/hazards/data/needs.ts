import type { LossRow } from './loss.ts';

/** What others need an object for, which they know by its name. */
export const needs: readonly LossRow[] = [
  ['apiregistration.k8s.io/APIService', 'warning', 'and its kinds are served no more'],
  ['argoproj.io/AppProject', 'warning', 'so nothing syncs the Applications in it any more'],
  [
    'networking.k8s.io/IngressClass gateway.networking.k8s.io/GatewayClass',
    'warning',
    'so nothing serves what is of this class',
    'networking.k8s.io/Ingress gateway.networking.k8s.io/Gateway',
  ],
  [
    'argoproj.io/AnalysisTemplate argoproj.io/ClusterAnalysisTemplate',
    'warning',
    'and Rollouts that still ask it stop',
    'argoproj.io/Experiment argoproj.io/Rollout',
  ],
  ['ConfigMap', 'warning', 'and what still reads it fails', 'pods'],
  ['Secret', 'warning', 'and what still reads it fails', 'pods networking.k8s.io/Ingress'],
  ['ServiceAccount', 'warning', 'and pods that still use it are created no more', 'pods'],
  [
    'scheduling.k8s.io/PriorityClass node.k8s.io/RuntimeClass',
    'warning',
    'and pods that still ask for it are created no more',
    'pods',
  ],
  [
    'storage.k8s.io/StorageClass',
    'warning',
    'and volumes that still ask for it are made no more',
    'PersistentVolumeClaim apps/StatefulSet',
  ],
  ['storage.k8s.io/CSIDriver', 'warning', 'and its volumes may be mounted no more'],
  [
    'snapshot.storage.k8s.io/VolumeSnapshotClass',
    'warning',
    'so nothing takes copies of volumes by it any more',
  ],
  [
    'rbac.authorization.k8s.io/ClusterRole rbac.authorization.k8s.io/Role',
    'warning',
    'and whoever is bound to it loses its rights',
    'rbac.authorization.k8s.io/ClusterRoleBinding rbac.authorization.k8s.io/RoleBinding',
  ],
  [
    'cert-manager.io/ClusterIssuer cert-manager.io/Issuer',
    'warning',
    'so certificates from it are no longer renewed',
    'cert-manager.io/Certificate',
  ],
  [
    'external-secrets.io/ClusterSecretStore external-secrets.io/SecretStore',
    'warning',
    'so Secrets from it are no longer refreshed',
    'external-secrets.io/ExternalSecret',
  ],
  ['karpenter.k8s.aws/EC2NodeClass', 'warning', 'so its pools make no more nodes', 'karpenter.sh/NodePool'],
  [
    'keda.sh/ClusterTriggerAuthentication keda.sh/TriggerAuthentication',
    'warning',
    'and scalers that still use it know of no load any more',
    'keda.sh/ScaledJob keda.sh/ScaledObject',
  ],
];

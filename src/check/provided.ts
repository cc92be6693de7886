import { ownNamespaces, systemNamespaces } from '../manifest/own-namespaces.ts';

/** Objects that every cluster has, or that a controller puts into every namespace, without any manifest. */

const names: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    ConfigMap: ['kube-root-ca.crt', 'istio-ca-root-cert', 'openshift-service-ca.crt'],
    Namespace: [...ownNamespaces],
    ServiceAccount: ['default'],
    'argoproj.io/AppProject': ['default'],
    'rbac.authorization.k8s.io/ClusterRole': ['admin', 'cluster-admin', 'edit', 'view'],
    'scheduling.k8s.io/PriorityClass': ['system-cluster-critical', 'system-node-critical'],
  }),
);

export function isProvidedByCluster(type: string, namespace: string, name: string): boolean {
  if (systemNamespaces.has(namespace) || name.startsWith('system:')) return true;
  if (type === 'Service' && namespace === 'default' && name === 'kubernetes') return true;
  return names.get(type)?.includes(name) ?? false;
}

/** Kinds that clusters and cloud providers bring: a missing one may still be there. */
export const providedKinds: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'storage.k8s.io/StorageClass',
]);

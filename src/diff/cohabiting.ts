import type { ObjectIdentity } from '../manifest/object.ts';

/** Of kinds that two groups served, the group that has them now. */
const groups: ReadonlyMap<string, string> = new Map([
  ['DaemonSet', 'apps'],
  ['Deployment', 'apps'],
  ['Ingress', 'networking.k8s.io'],
  ['NetworkPolicy', 'networking.k8s.io'],
  ['PodSecurityPolicy', 'policy'],
  ['ReplicaSet', 'apps'],
]);

/**
 * The same object, by the group that it has moved to from `extensions`: a cluster that serves both has one object for
 * both. Kubernetes 1.21, `pkg/kubeapiserver/default_storage_factory_builder.go`, `AddCohabitatingResources`.
 */
export function inNewestGroup(identity: ObjectIdentity): ObjectIdentity {
  const { group, kind } = identity;
  return group === 'extensions' ? { ...identity, group: groups.get(kind) ?? group } : identity;
}

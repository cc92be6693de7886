import type { KubernetesObject } from '../../manifest/object.ts';
import { ownNamespaces } from '../../manifest/own-namespaces.ts';
import type { LoadedManifest } from '../../manifest/read.ts';

/** Kinds that requests about others need: without its namespace, account or priority class, a pod is refused. */
const standing: ReadonlySet<string> = new Set([
  'v1 Namespace',
  'v1 ServiceAccount',
  'scheduling.k8s.io/v1 PriorityClass',
  'node.k8s.io/v1 RuntimeClass',
]);

export function isStanding({ apiVersion, kind }: KubernetesObject): boolean {
  return standing.has(`${apiVersion} ${kind}`);
}

/** What must be there before anything is asked, namespaces first, each with the account that pods have by default. */
export function standingIn(manifests: readonly LoadedManifest[]): KubernetesObject[] {
  const objects = manifests.map(({ object }) => object).filter(isStanding);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const accounts = [...namespacesIn(manifests)].map(defaultAccount);
  return [...namespaces, ...accounts, ...objects.filter(({ kind }) => kind !== 'Namespace')];
}

export function namespacesIn(manifests: readonly LoadedManifest[]): ReadonlySet<string> {
  const given = manifests
    .map(({ object }) => object)
    .filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
    .map(({ metadata }) => metadata.name ?? '');
  return new Set([...given, ...ownNamespaces]);
}

function defaultAccount(namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}

import { formatIdentity, identityOf, type KubernetesObject } from '../../manifest/object.ts';
import type { Coverage } from '../run.ts';
import { typeOfObject } from './desired.ts';

/** What stands in every namespace without anyone's doing, by kind: it says nothing about who declares what. */
const byItself: Readonly<Record<string, readonly string[] | 'all'>> = {
  // The controller manager makes them (serviceaccounts_controller.go, rootcacertpublisher).
  ServiceAccount: ['default'],
  ConfigMap: ['kube-root-ca.crt', 'istio-ca-root-cert'],
  // Made of Services and pods, or of events; not all have an owner.
  Endpoints: 'all',
  'discovery.k8s.io/EndpointSlice': 'all',
  // How programs agree on which of them works.
  'coordination.k8s.io/Lease': 'all',
};

/**
 * How much of the namespaces of git's objects git declares.
 *
 * @param declared by `formatIdentity`, what git has
 * @param charts by `formatIdentity`, what Argo CD renders from charts
 */
export function coverageOf(
  live: readonly KubernetesObject[],
  namespaces: ReadonlySet<string>,
  declared: ReadonlySet<string>,
  charts: ReadonlySet<string>,
  unseenKinds: readonly string[],
): Coverage {
  const counted = live.filter((object) => {
    const { namespace, ownerReferences } = object.metadata;
    if (!namespaces.has(namespace ?? '') || ownerReferences !== undefined) return false;
    const names = byItself[typeOfObject(object)];
    return names === undefined || (names !== 'all' && !names.includes(object.metadata.name ?? ''));
  });
  // What is read in several versions counts once.
  const keys = [...new Set(counted.map((object) => formatIdentity(identityOf(object))))];
  return {
    declared: keys.filter((key) => declared.has(key)).length,
    charts: keys.filter((key) => charts.has(key)).length,
    live: keys.length,
    unseenKinds,
  };
}

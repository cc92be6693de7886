import { identityOf, type KubernetesObject, type ObjectIdentity } from '../manifest/object.ts';
import type { ApiFacts } from './facts.ts';

/** As `identityOf`; an object of a kind without namespaces has none, whatever is written. */
export function identityIn(facts: ApiFacts, object: KubernetesObject): ObjectIdentity {
  const identity = identityOf(object);
  const kind = facts.find(object.apiVersion, object.kind);
  return kind?.namespaced === false ? { ...identity, namespace: '' } : identity;
}

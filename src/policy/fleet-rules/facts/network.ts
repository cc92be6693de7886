import { type Direction, restrictedDirections } from '../../../kubernetes/network-policy.ts';
import { selects } from '../../../manifest/label-selector.ts';
import type { Cluster, FleetWorkload } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';

/** NetworkPolicies that isolate pods in a direction. An empty pod selector selects all pods of the namespace. */
export function isolating(
  cluster: Cluster,
  { object, pods }: FleetWorkload,
  direction: Direction,
): readonly FleetObject[] {
  return cluster
    .ofType('networking.k8s.io/NetworkPolicy', object.namespace)
    .filter((policy) => restrictedDirections(policy.object).includes(direction))
    .filter((policy) => selects(policy.fields('spec.podSelector'), pods.labels));
}

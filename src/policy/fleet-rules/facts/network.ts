import { selects } from '../../../manifest/label-selector.ts';
import type { Cluster, FleetWorkload } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';

export type Direction = 'Ingress' | 'Egress';

/**
 * The directions that a NetworkPolicy isolates: `policyTypes`, or by default Ingress, and Egress if it has rules for it
 * (`SetDefaults_NetworkPolicy`, pkg/apis/networking/v1/defaults.go).
 */
function directionsOf(policy: FleetObject): readonly string[] {
  const written = policy.texts('spec.policyTypes[]').map(({ value }) => value);
  if (written.length > 0) return written;
  return policy.maps('spec.egress[]').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** NetworkPolicies that isolate pods in a direction. An empty pod selector selects all pods of the namespace. */
export function isolating(
  cluster: Cluster,
  { object, pods }: FleetWorkload,
  direction: Direction,
): readonly FleetObject[] {
  return cluster
    .ofType('networking.k8s.io/NetworkPolicy', object.namespace)
    .filter((policy) => directionsOf(policy).includes(direction))
    .filter((policy) => selects(policy.fields('spec.podSelector'), pods.labels));
}

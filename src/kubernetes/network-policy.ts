import { select } from '../manifest/select.ts';

export type Direction = 'Ingress' | 'Egress';

const directions: readonly Direction[] = ['Ingress', 'Egress'];

/**
 * The directions that a NetworkPolicy restricts: its `policyTypes`; by default Ingress, and Egress if it has any rule of
 * it. Source: Kubernetes 1.34, `SetDefaults_NetworkPolicy`, `pkg/apis/networking/v1/defaults.go`.
 */
export function restrictedDirections(policy: unknown): Direction[] {
  const said = new Set(select(policy, 'spec.policyTypes[]').map(({ value }) => value));
  if (said.size > 0) return directions.filter((each) => said.has(each));
  return select(policy, 'spec.egress[]').length > 0 ? [...directions] : ['Ingress'];
}

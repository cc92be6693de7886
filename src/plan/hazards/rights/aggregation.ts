import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../../manifest/select.ts';
import type { Hazard } from '../hazard.ts';

/**
 * Roles that take in the rights of more roles, or add their own to other ones (Kubernetes' documentation, "Using RBAC
 * Authorization", "Aggregated ClusterRoles").
 */
export function widenedAggregation(before: KubernetesObject | undefined, after: KubernetesObject): Hazard[] {
  const selected = gained(before, after, selectorsOf).map(
    (selector): Hazard => ({
      severity: selector === '{}' ? 'error' : 'warning',
      rule: 'rbac-widening',
      message: `newly has the rights of all ClusterRoles that match ${selector}`,
      path: ['aggregationRule'],
    }),
  );
  const added = gained(before, after, receiversOf).map(
    (receiver): Hazard => ({
      severity: 'warning',
      rule: 'rbac-widening',
      message: `newly adds what it allows to the ClusterRole ${receiver}`,
      path: ['metadata', 'labels'],
    }),
  );
  return [...selected, ...added];
}

type Finder = (role: KubernetesObject | undefined) => readonly string[];

function gained(before: KubernetesObject | undefined, after: KubernetesObject, find: Finder): string[] {
  const known = new Set(find(before));
  return find(after).filter((each) => !known.has(each));
}

function selectorsOf(role: KubernetesObject | undefined): string[] {
  return selectMaps(role, 'aggregationRule.clusterRoleSelectors[]').map(({ value }) => JSON.stringify(value));
}

/** Kubernetes 1.34, `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`: `admin`, `edit` and `view` take these in. */
const receiverLabel = /^rbac\.authorization\.k8s\.io\/aggregate-to-(?<receiver>.+)$/;

function receiversOf(role: KubernetesObject | undefined): string[] {
  return Object.entries(fieldsOf(role, 'metadata', 'labels')).flatMap(([name, value]) => {
    const receiver = receiverLabel.exec(name)?.groups?.['receiver'];
    return receiver === undefined || value !== 'true' ? [] : [receiver];
  });
}

import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** By which annotations of a ServiceAccount its pods get rights outside of the cluster. */
const annotations = [
  'azure.workload.identity/client-id',
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'plumbline.dev/pod-identity-role',
];

/** Accounts with the rights of another role: of a new one, it goes without saying. */
export function otherCloudRoles({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'ServiceAccount' || before === undefined || after === undefined) return [];
  const names = annotations.filter((name) => {
    const [was, is] = [before, after].map((account) => roleOf(account, name));
    return is !== undefined && is !== was;
  });
  const [first] = names;
  if (first === undefined) return [];
  const [was, is] = [before, after].map((account) => {
    const roles = names.flatMap((name) => annotationOf(account, name) ?? []);
    return [...new Set(roles)].join(' and ') || 'none';
  });
  const message = `its pods have the rights of the role ${is}, not of ${was} (${names.join(', ')})`;
  return [{ severity: 'warning', rule: 'rbac-widening', message, path: ['metadata', 'annotations', first] }];
}

/** The role without the place in its name, which the account says of itself: two places have their own roles. */
function roleOf(account: KubernetesObject | undefined, name: string): string | undefined {
  const labels = fieldsOf(account, 'metadata', 'labels');
  const place = `${shown(labels['plumbline.dev/environment'])}-${shown(labels['plumbline.dev/region'])}-`;
  return annotationOf(account, name)?.replace(place, '');
}

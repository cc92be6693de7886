import { selectMaps } from '../../../manifest/select.ts';
import type { Reviewed } from '../hazard.ts';

/** Whether all whom a binding gave rights go with it. Users and groups are no objects, and stay. */
export function bindsNobody({ type, before, leavers }: Reviewed): boolean {
  if (!/^rbac\.authorization\.k8s\.io\/(?:Cluster)?RoleBinding$/.test(type)) return false;
  const accounts = leavers.objects.get('ServiceAccount') ?? [];
  const subjects = selectMaps(before, 'subjects[]').map(({ value }) => value);
  return subjects.every(
    ({ kind, name, namespace }) =>
      kind === 'ServiceAccount' &&
      accounts.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
  );
}

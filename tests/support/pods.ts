import { hasCondition } from '../../src/cluster/conditions.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { History } from './history.ts';

/** As a PodDisruptionBudget counts: a pod that is on its way out no longer serves. */
export function isReady(pod: KubernetesObject): boolean {
  return pod.metadata['deletionTimestamp'] === undefined && hasCondition(pod, 'Ready');
}

/** How many pods were Ready when their history began, and after each change. */
export function readyCounts({ before, changes }: History): number[] {
  const nameOf = ({ metadata }: KubernetesObject): string => metadata.name ?? '';
  const ready = new Set(before.filter(isReady).map(nameOf));
  const counts = changes.map(({ type, object }) => {
    if (type !== 'DELETED' && isReady(object)) ready.add(nameOf(object));
    else ready.delete(nameOf(object));
    return ready.size;
  });
  return [before.filter(isReady).length, ...counts];
}

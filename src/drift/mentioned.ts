import type { KubernetesObject } from '../manifest/object.ts';
import { type Path, valueAt } from '../manifest/path.ts';

/** Whether git says anything at a place, in whatever field it writes the values of a Secret; null says nothing. */
export function isMentioned(desired: KubernetesObject, path: Path): boolean {
  const says = (at: Path): boolean => (valueAt(desired, at) ?? null) !== null;
  return (
    says(path) || (desired.kind === 'Secret' && path[0] === 'data' && says(['stringData', ...path.slice(1)]))
  );
}

import { isZero } from '../kubernetes/defaults/fields.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { type Path, valueAt } from '../manifest/path.ts';

/** Whether git says anything at a place, in whatever field it writes the values of a Secret; null says nothing. */
export function isMentioned(desired: KubernetesObject, path: Path): boolean {
  const says = (at: Path): boolean => (valueAt(desired, at) ?? null) !== null;
  return (
    says(path) || (desired.kind === 'Secret' && path[0] === 'data' && says(['stringData', ...path.slice(1)]))
  );
}

/** Whether git says null or something empty at a place, or around it. */
export function isLeftEmpty(desired: KubernetesObject, path: Path): boolean {
  return path.some((_, index) => {
    const value = valueAt(desired, path.slice(0, index + 1));
    return value !== undefined && isZero(value);
  });
}

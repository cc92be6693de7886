import type { ObjectComparer } from '../diff/normal.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';

/** Something that may tell where it stands. */
export interface Located {
  readonly locate?: (path: Path) => Location;
}

/** Of each key the last, as what is applied last stays. */
export function lastOf<T>(byKey: ReadonlyMap<string, readonly T[]>): ReadonlyMap<string, T> {
  return new Map([...byKey].flatMap(([key, all]) => all.slice(-1).map((last) => [key, last] as const)));
}

/** Of each key the last that tells whose its fields are; dumps may have the same object with and without. */
export function tellingOf(
  byKey: ReadonlyMap<string, readonly KubernetesObject[]>,
): ReadonlyMap<string, KubernetesObject> {
  const telling = [...byKey].map(([key, all]) => {
    const owned = all.filter(({ metadata }) => metadata['managedFields'] !== undefined);
    return [key, owned.length > 0 ? owned : all] as const;
  });
  return lastOf(new Map(telling));
}

/** Servers have one object in several versions: those of git's version, if there are any. */
export function inVersionOf(
  desired: KubernetesObject | undefined,
  all: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const same = all.filter(({ apiVersion }) => apiVersion === desired?.apiVersion);
  return same.length > 0 ? same : all;
}

/**
 * Where those stand that are there more than once and not all alike, by key: nobody can tell which of them counts.
 * What a server writes by itself, as its time and status, makes none unlike.
 *
 * @param locate `undefined` if it is not known
 */
export function ambiguous<T>(
  byKey: ReadonlyMap<string, readonly T[]>,
  objectOf: (each: T) => KubernetesObject,
  locate: (each: T) => Location | undefined,
  comparer: ObjectComparer,
): ReadonlyMap<string, readonly Location[]> {
  const isUnlike = (one: KubernetesObject, other: KubernetesObject): boolean =>
    one.apiVersion !== other.apiVersion ||
    comparer.compare(one, other).some(({ path }) => path[0] !== 'status');
  return new Map(
    [...byKey].flatMap(([key, all]) => {
      const [first, ...others] = all.map(objectOf);
      if (first === undefined || !others.some((other) => isUnlike(first, other))) return [];
      return [[key, all.flatMap((each) => locate(each) ?? [])]];
    }),
  );
}

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

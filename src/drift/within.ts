import type { Change } from '../diff/change.ts';
import { isRecord } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';

/** Whether a change is one of those, or a part of one. */
export function isIn(changes: readonly Change[]): (change: Pick<Change, 'where'>) => boolean {
  return ({ where }) =>
    changes.some(
      (each) =>
        where === each.where || where.startsWith(`${each.where}.`) || where.startsWith(`${each.where}[`),
    );
}

/**
 * Whether a change is at one of those places of git, or below, or adds a map of nothing else. They are asked for once, when
 * first needed.
 */
export function isBelow(
  placesOf: () => readonly Path[],
): (change: Pick<Change, 'basePath' | 'after'>) => boolean {
  let places: readonly Path[] | undefined;
  const isAt = (path: Path, value: unknown): boolean => {
    places ??= placesOf();
    if (places.some((place) => place.every((step, index) => path[index] === step))) return true;
    const inside = isRecord(value) ? Object.entries(value) : [];
    return inside.length > 0 && inside.every(([name, each]) => isAt([...path, name], each));
  };
  return ({ basePath, after }) => isAt(basePath, after);
}

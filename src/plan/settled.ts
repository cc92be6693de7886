import type { Change, ObjectChange } from '../diff/change.ts';
import type { Path } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';

/**
 * The changes that reach an object which is there already. A default that follows from another field (an image's tag
 * decides when it is pulled) is settled when the object is created: server-side apply leaves alone what no manifest says.
 */
export function reachingChanges({ kind, before, after, changes }: ObjectChange<LoadedManifest>): Change[] {
  if (kind !== 'changed') return [...changes];
  return changes.filter(
    (change) =>
      change.kind !== 'changed' ||
      isSecretData(change.path) ||
      isWritten(before?.object, change.basePath) ||
      isWritten(after?.object, change.path),
  );
}

/** What a Secret's manifest says under `stringData`. */
function isSecretData([first]: Path): boolean {
  return first === 'data';
}

function isWritten(object: unknown, path: Path): boolean {
  const value = path.reduce<unknown>(
    (inside, part) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, part)
        ? (inside as Record<string | number, unknown>)[part]
        : undefined,
    object,
  );
  return value !== undefined && value !== null;
}

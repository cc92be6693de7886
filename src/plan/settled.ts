import { isDeepStrictEqual } from 'node:util';
import type { Change, ObjectChange } from '../diff/change.ts';
import type { ObjectComparer } from '../diff/normal.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';

/** The changes that reach the cluster, of those between two objects. */
export function reachingChanges(
  object: ObjectChange<LoadedManifest>,
  comparer: Pick<ObjectComparer, 'shapeOf'>,
): Change[] {
  return settledChanges(isHalfKnown(object, comparer) ? writtenChanges(object) : object);
}

/** Of another version, which nobody knows here: the defaults of one side are then no more than unknown on the other. */
function isHalfKnown(
  { before, after }: ObjectChange<LoadedManifest>,
  comparer: Pick<ObjectComparer, 'shapeOf'>,
): boolean {
  if (before === undefined || after === undefined) return false;
  if (before.object.apiVersion === after.object.apiVersion) return false;
  return [before, after].some(({ object }) => comparer.shapeOf(object).node === undefined);
}

function writtenChanges(object: ObjectChange<LoadedManifest>): ObjectChange<LoadedManifest> {
  const { before, after, changes } = object;
  const isWrittenAlike = ({ path, basePath }: Change): boolean =>
    isDeepStrictEqual(valueAt(before?.object, basePath), valueAt(after?.object, path));
  return { ...object, changes: changes.filter((each) => each.kind === 'moved' || !isWrittenAlike(each)) };
}

/**
 * The changes that reach an object which is there already. A default that follows from another field (an image's tag
 * decides when it is pulled) is settled when the object is created: server-side apply leaves alone what no manifest says.
 */
function settledChanges({ kind, before, after, changes }: ObjectChange<LoadedManifest>): Change[] {
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
  const value = valueAt(object, path);
  return value !== undefined && value !== null;
}

import type { Change } from '../diff/change.ts';
import { isRecord } from '../manifest/object.ts';

/** Fields of pods that lift their isolation, with the values that do. */
const isolation: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['hostNetwork', isTrue],
  ['hostPID', isTrue],
  ['hostIPC', isTrue],
  ['privileged', isTrue],
  ['allowPrivilegeEscalation', isTrue],
  ['hostPath', isRecord],
  // Of `capabilities`.
  ['add', (value) => Array.isArray(value) && value.length > 0],
]);

/**
 * Whether a field is one that no API server fills in, or has such a one in it: without an owner, its ownership was taken
 * out.
 */
export function isNeverDefault(name: string | number | undefined, value: unknown): boolean {
  if (isolation.get(String(name))?.(value) === true) return true;
  if (Array.isArray(value)) return value.some((item: unknown) => isNeverDefault(undefined, item));
  return isRecord(value) && Object.entries(value).some(([inside, each]) => isNeverDefault(inside, each));
}

function isTrue(value: unknown): boolean {
  return value === true;
}

/** Servers fill in fields, and lists as a whole, but no further item of a list. */
export function isNoDefault({ kind, path, after }: Change): boolean {
  return (kind === 'added' && typeof path.at(-1) === 'number') || isNeverDefault(path.at(-1), after);
}

/**
 * What a newer server may fill in: a field of which no default is known, if it is one value or empty. What selects, or
 * narrows what is selected, is none.
 */
export function isUnknownDefault({ kind, path, after }: Change): boolean {
  const isField = typeof path.at(-1) !== 'number' && path.at(-2) !== 'matchLabels';
  return (
    kind === 'added' && isField && (isRecord(after) ? Object.keys(after).length === 0 : !Array.isArray(after))
  );
}

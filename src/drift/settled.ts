import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import { childOf, type FieldSet, isWhole } from './fields.ts';
import { isNeverDefault } from './never-default.ts';

/** What is judged by more than whose it is: replicas by who scales, the rest by who writes notes. */
const judgedOtherwise: ReadonlySet<string> = new Set([
  'replicas',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
]);

/** What the API server fills into items of lists most. Of any other field there, the schema has to tell. */
const itemDefaults: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['imagePullPolicy', ['Always', 'IfNotPresent']],
  ['protocol', ['TCP']],
  ['terminationMessagePath', ['/dev/termination-log']],
  ['terminationMessagePolicy', ['File']],
]);

/**
 * Whether there is nothing to tell of an object, as of most: what git says is there, written as git writes it, and what
 * git does not say nobody owns, so that the API server filled it in. No schema is read for this. `false` tells nothing:
 * quantities in other units, say, want a closer look.
 *
 * @param owned what each of its managers owns
 */
export function isSettled(
  wanted: KubernetesObject,
  found: KubernetesObject,
  owned: readonly FieldSet[],
): boolean {
  const { status: _, ...git } = wanted;
  const { status: __, ...cluster } = found;
  const { managedFields: ___, ...metadata } = cluster.metadata;
  return isAsWritten(git, { ...cluster, metadata }, owned, false);
}

/** @param isItem whether they are items of a list, where a field may tell one item from another */
function isAsWritten(wanted: unknown, found: unknown, owned: readonly FieldSet[], isItem: boolean): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || wanted.length !== found.length) return false;
    return wanted.every((item, index) => isSame(item, found[index], owned, found, index));
  }
  if (!isRecord(wanted) || !isRecord(found)) return false;
  for (const name of Object.keys(wanted)) if (!Object.hasOwn(found, name)) return false;
  for (const name of Object.keys(found)) {
    const isFine = Object.hasOwn(wanted, name)
      ? isSame(wanted[name], found[name], owned, found, name)
      : isFilledIn(name, found[name], owned, isItem);
    if (!isFine) return false;
  }
  return true;
}

/** @param step where both are in what holds them, `around`, of which `owned` is owned */
function isSame(
  wanted: unknown,
  found: unknown,
  owned: readonly FieldSet[],
  around: unknown,
  step: string | number,
): boolean {
  if (typeof wanted !== 'object') return wanted === found;
  return wanted !== null && isAsWritten(wanted, found, inside(owned, around, step), typeof step === 'number');
}

function isFilledIn(name: string, value: unknown, owned: readonly FieldSet[], isInItem: boolean): boolean {
  if (judgedOtherwise.has(name) || isNeverDefault(name, value)) return false;
  const isScalar = typeof value !== 'object';
  if (isInItem && isScalar && itemDefaults.get(name)?.includes(value) !== true) return false;
  return owned.every((set) => !isWhole(set) && !set.fields.has(name));
}

/** Who owns a value as a whole owns what is in it. */
function inside(owned: readonly FieldSet[], value: unknown, step: string | number): FieldSet[] {
  const sets: FieldSet[] = [];
  for (const set of owned) {
    const child = isWhole(set) ? set : childOf(set, value, step);
    if (child !== undefined) sets.push(child);
  }
  return sets;
}

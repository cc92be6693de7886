/**
 * Comparison of Kubernetes objects: what plans, promotion and drift stand on. Pure: no file is read, nothing printed.
 *
 *     const { changes } = compareObjects(before, after, loadFacts());
 *
 *     compare.ts    two lists of objects → ObjectChange for each that differs
 *     pairs.ts      which object is which           renames.ts   gone here, there again
 *     subjects.ts   what an object is for
 *     cohabiting.ts kinds that have moved to another group
 *     change.ts     what a difference is
 *     normal.ts     objects as the API server holds them: what is equal and why
 *     walk.ts       two values → Change for each difference
 *     list.ts       which item is which: list-kind.ts (what schemas say), sequence.ts, similarity.ts
 *     meaning.ts    values by meaning: scalar.ts (quantities, durations …), shape.ts (what schemas know of a place)
 *     embedded.ts   YAML and JSON in texts            text.ts   other texts, by line
 *     written.ts    values as they stand in a text
 *     redact.ts     no value of a Secret leaves
 */
import { isDeepStrictEqual } from 'node:util';
import { isCustomResourceDefinition } from '../kubernetes/custom-resource.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { identityIn } from '../kubernetes/identity.ts';
import { formatIdentity, type KubernetesObject, type ObjectIdentity, typeOf } from '../manifest/object.ts';
import { compareText } from '../report/sort.ts';
import type { ObjectChange } from './change.ts';
import { inNewestGroup } from './cohabiting.ts';
import { ObjectComparer } from './normal.ts';
import { type Copy, leftOf, type Pair, pairByKey, pairPlaced } from './pairs.ts';
import { pairRenamed } from './renames.ts';

export interface Comparison<T> {
  /** Ordered by identity. */
  readonly changes: readonly ObjectChange<T>[];
  /** Objects that are the same. */
  readonly same: readonly Pair<T>[];
  /** Objects that are written differently but mean the same to the API server. */
  readonly rewritten: readonly Pair<T>[];
  /** Objects that are there as often as before and once more, or less. */
  readonly copies: readonly Copy<T>[];
  /** Compares as they were compared: it knows the definitions among them. */
  readonly comparer: ObjectComparer;
}

interface Subject {
  readonly object: KubernetesObject;
  /** What the file that it is in is called on both sides. */
  readonly path?: string;
}

/**
 * Compares what one cluster is given before and after. Objects are paired by group, kind, namespace and name, whatever
 * their version, and the group that they had before it, and of several with one identity by file. One more or less of these neither comes nor goes.
 * CustomResourceDefinitions among them count as known.
 *
 * @param facts what is known of kinds
 */
export function compareObjects<T extends Subject>(
  before: readonly T[],
  after: readonly T[],
  facts: ApiFacts,
): Comparison<T> {
  const known = withDefinitions(facts, before, after);
  const comparer = new ObjectComparer(known);
  const identify = ({ object }: T): ObjectIdentity => inNewestGroup(identityIn(known, object));
  const keyOf = (each: T): string => formatIdentity(identify(each));
  const paired = pairByKey(before, after, keyOf, ({ path }) => path);
  const kindAndName = (each: T): string => formatIdentity({ ...identify(each), namespace: '' });
  const placed = pairPlaced(
    paired.removed,
    paired.added,
    kindAndName,
    ({ path }) => path,
    (each) => identify(each).namespace,
  );
  const [removed, added] = [leftOf(paired.removed, placed, 'before'), leftOf(paired.added, placed, 'after')];
  const changes: ObjectChange<T>[] = [];
  const rewritten = [...paired.repeated];
  const same: Pair<T>[] = [];
  for (const pair of [...paired.pairs, ...placed]) {
    if (isDeepStrictEqual(pair.before.object, pair.after.object)) {
      same.push(pair);
      continue;
    }
    const inside = comparer.compare(pair.before.object, pair.after.object);
    if (inside.length === 0) rewritten.push(pair);
    else changes.push({ kind: 'changed', identity: identify(pair.after), ...pair, changes: inside });
  }
  const renamed = renamedAmong(inOrder(removed, keyOf), inOrder(added, keyOf), identify);
  for (const pair of renamed) {
    const inside = comparer.compare(pair.before.object, pair.after.object);
    changes.push({ kind: 'renamed', identity: identify(pair.after), ...pair, changes: inside });
  }
  for (const each of leftOf(removed, renamed, 'before'))
    changes.push({ kind: 'removed', identity: identify(each), before: each, changes: [] });
  for (const each of leftOf(added, renamed, 'after'))
    changes.push({ kind: 'added', identity: identify(each), after: each, changes: [] });
  return {
    changes: inOrder(changes, ({ identity }) => formatIdentity(identity)),
    same,
    rewritten,
    copies: paired.copies,
    comparer,
  };
}

/** Of two versions of a definition, the later one counts. */
function withDefinitions(facts: ApiFacts, before: readonly Subject[], after: readonly Subject[]): ApiFacts {
  const definitions = (subjects: readonly Subject[]) =>
    subjects.map(({ object }) => object).filter(isCustomResourceDefinition);
  const now = definitions(after);
  const names = new Set(now.map(({ metadata }) => metadata.name));
  return facts.extendedWith([
    ...definitions(before).filter(({ metadata }) => !names.has(metadata.name)),
    ...now,
  ]);
}

function renamedAmong<T extends Subject>(
  removed: readonly T[],
  added: readonly T[],
  identify: (each: T) => ObjectIdentity,
): Pair<T>[] {
  const typeOfEach = (each: T): string => typeOf(identify(each).group, identify(each).kind);
  const gone = Map.groupBy(removed, typeOfEach);
  return [...Map.groupBy(added, typeOfEach)].flatMap(([type, come]) => {
    const went = gone.get(type) ?? [];
    const pairs = pairRenamed(
      went.map(({ object }) => object),
      come.map(({ object }) => object),
    );
    return pairs.map(([i, j]) => ({ before: went[i] as T, after: come[j] as T }));
  });
}

function inOrder<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  return all
    .map((each) => ({ each, key: keyOf(each) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ each }) => each);
}

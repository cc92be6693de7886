export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** An object that one more or one less file has, while others have it before and after. */
export interface Copy<T> extends Pair<T> {
  /** `added`: `after` is the one that comes. `removed`: `before` is the one that goes. */
  readonly kind: 'added' | 'removed';
}

export interface Paired<T> {
  readonly pairs: readonly Pair<T>[];
  /** Those that another of the same key and file comes after, with what that one is on the other side. */
  readonly repeated: readonly Pair<T>[];
  readonly copies: readonly Copy<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Of several with one key, those of one file are paired, then what is left: each time the last with the last, which is
 * what the cluster is left with.
 *
 * @param fileOf what a file is called on both sides
 */
export function pairByKey<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (each: T) => string,
  fileOf: (each: T) => string | undefined,
): Paired<T> {
  const [waiting, arrived] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  const pairs: Pair<T>[][] = [];
  const repeated: Pair<T>[] = [];
  const copies: Copy<T>[] = [];
  const added: T[][] = [];
  for (const [key, now] of arrived) {
    const old = waiting.get(key);
    waiting.delete(key);
    if (old === undefined) {
      added.push(now);
      continue;
    }
    const files = new Set(old.map(fileOf)).intersection(new Set(now.map(fileOf)));
    const inFiles = [...files].flatMap((file) =>
      lastWithLast(
        old.filter((each) => fileOf(each) === file),
        now.filter((each) => fileOf(each) === file),
      ),
    );
    const [gone, come] = [leftOf(old, inFiles, 'before'), leftOf(now, inFiles, 'after')];
    const found = [...inFiles, ...lastWithLast(gone, come)];
    pairs.push(found);
    const [{ before: kept, after: stays }] = found.slice(-1) as [Pair<T>];
    for (const one of leftOf(gone, found, 'before')) {
      if (files.has(fileOf(one))) repeated.push({ before: one, after: stays });
      else copies.push({ kind: 'removed', before: one, after: stays });
    }
    for (const one of leftOf(come, found, 'after')) {
      if (files.has(fileOf(one))) repeated.push({ before: kept, after: one });
      else copies.push({ kind: 'added', before: kept, after: one });
    }
  }
  return {
    pairs: pairs.flat(),
    repeated,
    copies,
    removed: [...waiting.values()].flat(),
    added: added.flat(),
  };
}

/**
 * What went paired with what came, of the same kind and name, where only one of the two says its namespace: the other one is
 * where it is applied, and there it may be the same. First those of one file, then those that are there once on each side.
 *
 * @param keyOf kind and name
 */
export function pairPlaced<T>(
  removed: readonly T[],
  added: readonly T[],
  keyOf: (each: T) => string,
  fileOf: (each: T) => string | undefined,
  namespaceOf: (each: T) => string,
): Pair<T>[] {
  const pairs: Pair<T>[] = [];
  for (const placeOf of [(each: T): string => `${keyOf(each)} ${fileOf(each)}`, keyOf]) {
    const came = Map.groupBy(leftOf(added, pairs, 'after'), placeOf);
    for (const [place, [before, ...others]] of Map.groupBy(leftOf(removed, pairs, 'before'), placeOf)) {
      const [after, ...more] = came.get(place) ?? [];
      if (before === undefined || after === undefined || others.length + more.length > 0) continue;
      if ((namespaceOf(before) === '') !== (namespaceOf(after) === '')) pairs.push({ before, after });
    }
  }
  return pairs;
}

function lastWithLast<T>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const count = Math.min(before.length, after.length);
  return Array.from({ length: count }, (_, index) => ({
    before: before.at(index - count) as T,
    after: after.at(index - count) as T,
  }));
}

/** Those that are in none of the pairs. */
export function leftOf<T>(all: readonly T[], pairs: readonly Pair<T>[], side: 'before' | 'after'): T[] {
  const taken = new Set(pairs.map((pair) => pair[side]));
  return all.filter((each) => !taken.has(each));
}

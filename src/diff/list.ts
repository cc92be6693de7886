import { isRecord } from '../manifest/object.ts';
import { itemKey, listKind } from './list-kind.ts';
import { meaningOf } from './meaning.ts';
import { redact } from './redact.ts';
import { commonSubsequence, longestAscending } from './sequence.ts';
import type { Shape } from './shape.ts';
import { leavesOf, similarity } from './similarity.ts';

export interface ItemPair {
  readonly before: number;
  readonly after: number;
  /** Its place among the items that are in both lists is another one, and counts. */
  readonly moved: boolean;
}

export interface PairedItems {
  /** In the order of the list after. */
  readonly pairs: readonly ItemPair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** How people tell an item: `[name=api]`, or by its place. */
  label(item: unknown, index: number): string;
}

type List = readonly unknown[];

/** Which item of one list is which of another: by what the schema knows them by, else by content, name and place. */
export function pairItems(before: List, after: List, shape: Shape): PairedItems {
  const { keys, ordered } = listKind(shape, before, after);
  const meaning = (item: unknown): string => meaningOf(item, shape.item);
  const identity = (item: unknown): string => {
    const key = keys === 'content' ? undefined : itemKey(item, shape, keys);
    return key === undefined ? meaning(item) : JSON.stringify(key);
  };
  const isKeyed = keys === 'content' || keys.length > 0;
  const found = isKeyed
    ? pairEqual(before.map(identity), after.map(identity))
    : pairByPlace(before, after, meaning);
  const pairs = found.toSorted((a, b) => a[0] - b[0]);
  const stays = longestAscending(pairs.map(([, index]) => index));
  const pairedBefore = new Set(pairs.map(([index]) => index));
  const pairedAfter = new Set(pairs.map(([, index]) => index));
  return {
    pairs: pairs
      .map(([i, j], position) => ({ before: i, after: j, moved: ordered && !stays.has(position) }))
      .sort((a, b) => a.after - b.after),
    removed: [...before.keys()].filter((index) => !pairedBefore.has(index)),
    added: [...after.keys()].filter((index) => !pairedAfter.has(index)),
    label: (item, index) => labelOf(item, index, keys, shape),
  };
}

type Pairs = [number, number][];

/** The first of equal ones with the first, the second with the second. */
function pairEqual(before: readonly string[], after: readonly string[]): Pairs {
  const places = Map.groupBy(before.keys(), (index) => before[index]);
  return after.flatMap((key, index): Pairs => {
    const place = places.get(key)?.shift();
    return place === undefined ? [] : [[place, index]];
  });
}

/** Equal items in order, then equal ones elsewhere, then those of one name, then similar ones between the same neighbours. */
function pairByPlace(before: List, after: List, meaning: (item: unknown) => string): Pairs {
  const meanings = [before.map(meaning), after.map(meaning)] as const;
  const kept = commonSubsequence(...meanings);
  const pairs = [...kept];
  const left = (): [number[], number[]] => {
    const [i, j] = [new Set(pairs.map(([index]) => index)), new Set(pairs.map(([, index]) => index))];
    return [
      [...before.keys()].filter((each) => !i.has(each)),
      [...after.keys()].filter((each) => !j.has(each)),
    ];
  };
  const pairLeft = (keyOf: (list: 0 | 1, index: number) => string | undefined): void => {
    const [i, j] = left();
    const equal = pairEqual(
      i.map((index) => keyOf(0, index) ?? `before ${index}`),
      j.map((index) => keyOf(1, index) ?? `after ${index}`),
    );
    // Not spread into one call: a list can have more items than a call can have arguments.
    for (const [x, y] of equal) pairs.push([i[x] as number, j[y] as number]);
  };
  pairLeft((list, index) => meanings[list][index]);
  pairLeft((list, index) => nameOf((list === 0 ? before : after)[index]));
  const [i, j] = left();
  // Neighbours are those that kept their order.
  const gapOf = (index: number, side: 0 | 1): number => kept.findIndex((pair) => pair[side] > index);
  const gaps = Map.groupBy(j, (index) => gapOf(index, 1));
  for (const index of i) {
    const candidates = gaps.get(gapOf(index, 0)) ?? [];
    const place = candidates
      .slice(0, nearestCandidates)
      .findIndex((other) => areAlike(before[index], after[other]));
    if (place === -1) continue;
    pairs.push([index, candidates[place] as number]);
    candidates.splice(0, place + 1);
  }
  return pairs;
}

function nameOf(item: unknown): string | undefined {
  return isRecord(item) && typeof item['name'] === 'string' ? `name ${item['name']}` : undefined;
}

/** Items of a gap that one may be: to compare each with each would take too long in long lists. */
const nearestCandidates = 10;

/** Two that have less in common are easier to read as one that went and one that came. */
const leastSimilarity = 0.4;

function areAlike(before: unknown, after: unknown): boolean {
  if (!isRecord(before) || !isRecord(after))
    return Array.isArray(before) === Array.isArray(after) && isRecord(before) === isRecord(after);
  return similarity(leavesOf(before), leavesOf(after)) >= leastSimilarity;
}

function labelOf(item: unknown, index: number, keys: readonly string[] | 'content', shape: Shape): string {
  if (keys === 'content') return `[${JSON.stringify(redact(item).value)}]`;
  const key = itemKey(item, shape, keys.length === 0 && nameOf(item) !== undefined ? ['name'] : keys);
  const fields = Object.entries(key ?? {}).filter(([, value]) => value !== undefined);
  if (fields.length === 0) return `[${index}]`;
  return `[${fields.map(([name, value]) => `${name}=${labelText(value)}`).join(',')}]`;
}

function labelText(value: unknown): string {
  const { value: shown } = redact(value);
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}

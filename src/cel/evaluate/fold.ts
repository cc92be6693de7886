/**
 * Folds over lists and maps: what comprehensions are evaluated to. Go goes through a map in another order each time: what
 * would show the order is undecided.
 */
import { EntryMap, hashOf } from '../value/map.ts';
import { showValue } from '../value/text.ts';
import {
  ArrayList,
  anyOf,
  CelError,
  inAnyOrder,
  isError,
  ListValue,
  MapValue,
  Opaque,
  type Result,
  typeNameOf,
  Undecided,
  UnorderedList,
  type Value,
} from '../value/value.ts';
import type { Frame, Run } from './frame.ts';

export interface Fold {
  readonly range: Run;
  readonly condition: Run;
  readonly step: Run;
  readonly result: Run;
  /** Whether the condition can end it before the last entry. */
  readonly canStop: boolean;
  /** Where the variables are in the frame. */
  readonly accumulator: number;
  readonly variable: number;
  readonly secondVariable: number | undefined;
}

export function planFold(fold: Fold): Run {
  return (frame) => {
    frame.slots[fold.accumulator] = undefined;
    const container = fold.range(frame);
    if (isError(container)) return container;
    const entries = entriesOf(fold, container);
    if (isError(entries)) return entries;
    const isUnordered =
      container instanceof UnorderedList || (container instanceof MapValue && container.size > 1);
    if (isUnordered && fold.canStop) advanceInAnyOrder(frame, fold, entries);
    else if (!isUnordered && container instanceof ListValue && fold.secondVariable === undefined)
      advanceInList(frame, fold, container);
    else for (const entry of entries) if (!advance(frame, fold, entry)) break;
    const result = fold.result(frame);
    if (!isUnordered) return freeze(result);
    if (isError(result)) return errorInAnyOrder(frame, fold, container);
    return result instanceof GrowingList && result.size > 1
      ? new UnorderedList(result.elements)
      : freeze(result);
  };
}

/** What the variables are in one step. */
type Entry = Result | readonly [Result, Result];

function entriesOf({ secondVariable }: Fold, container: Value): Iterable<Entry> | CelError {
  const hasPairs = secondVariable !== undefined;
  if (container instanceof ListValue) return hasPairs ? listPairs(container) : inAnyOrder(container);
  if (container instanceof MapValue) return hasPairs ? mapPairs(container) : container.keys();
  const type = goTypeOf(container);
  return new CelError(
    hasPairs ? `unsupported comprehension range type: ${type}` : `got '${type}', expected iterable type`,
  );
}

function* listPairs(list: ListValue): Iterable<Entry> {
  for (let index = 0; index < list.size; index += 1) yield [BigInt(index), list.at(index)];
}

function* mapPairs(map: MapValue): Iterable<Entry> {
  for (const key of map.keys()) yield [key, map.find(key) ?? null];
}

/** One step; false when the condition ends the fold. */
function advance(frame: Frame, fold: Fold, entry: Entry): boolean {
  const { condition, step, accumulator, variable, secondVariable } = fold;
  if (secondVariable === undefined) frame.slots[variable] = entry as Result;
  else [frame.slots[variable], frame.slots[secondVariable]] = entry as readonly [Result, Result];
  const goesOn = condition(frame);
  if (typeof goesOn === 'boolean' && !goesOn) return false;
  frame.slots[accumulator] = step(frame);
  frame.checkCost();
  return true;
}

/** What most folds do, so without an iterator. */
function advanceInList(frame: Frame, fold: Fold, list: ListValue): void {
  for (let index = 0; index < list.size; index += 1) if (!advance(frame, fold, list.at(index))) return;
}

/** As far as the condition lets it; beyond, only what the entries would have cost is of interest. */
function advanceInAnyOrder(frame: Frame, fold: Fold, entries: Iterable<Entry>): void {
  let hasStopped = false;
  frame.randomFolds += 1;
  for (const entry of entries) {
    if (hasStopped) addRandomCost(frame, fold, entry);
    else hasStopped = !advance(frame, fold, entry);
  }
  if (!hasStopped) frame.randomFolds -= 1;
}

function addRandomCost(frame: Frame, fold: Fold, entry: Entry): void {
  const { cost } = frame;
  const reached = frame.slots[fold.accumulator];
  frame.slots[fold.accumulator] = undefined;
  try {
    advance(frame, fold, entry);
  } catch (error) {
    // Whatever it is, the entry that has ended the fold decides.
    if (!(error instanceof Undecided)) throw error;
  }
  frame.randomCost += frame.cost - cost;
  frame.cost = cost;
  frame.slots[fold.accumulator] = reached;
}

/** A fold that fails, entry by entry: which error it comes to must not depend on which entry is the first or last. */
function errorInAnyOrder(frame: Frame, fold: Fold, container: Value): CelError {
  const { cost } = frame;
  const errors: CelError[] = [];
  for (const entry of entriesOf(fold, container) as Iterable<Entry>) {
    frame.slots[fold.accumulator] = undefined;
    advance(frame, fold, entry);
    const result = fold.result(frame);
    if (isError(result)) errors.push(result);
    frame.cost = cost;
  }
  const error = anyOf(errors);
  if (error === undefined)
    throw new Undecided('entries of a map fail together, and which is met last is random');
  return error;
}

/** A list that folds append to in place. */
class GrowingList extends ListValue {
  readonly elements: Value[] = [];

  get size(): number {
    return this.elements.length;
  }

  at(index: number): Value {
    return this.elements[index] as Value;
  }

  override add(other: ListValue): Result {
    // A copy: the other list may be this one.
    for (const item of Array.from(other.items())) {
      if (isError(item)) return item;
      this.elements.push(item);
    }
    return this;
  }
}

/** A map that folds insert into in place. */
class GrowingMap extends MapValue {
  readonly entries = new Map<unknown, readonly [Value, Value]>();

  get size(): number {
    return this.entries.size;
  }

  *keys(): Iterable<Value> {
    for (const [key] of this.entries.values()) yield key;
  }

  find(key: Value): Result | undefined {
    return new EntryMap(this.entries.values()).find(key);
  }

  insert(key: Value, value: Value): Result {
    const taken = this.entries.has(hashOf(key)) || (typeof key !== 'string' && this.find(key) !== undefined);
    if (taken) return new CelError(`insert failed: key ${showValue(key)} already exists`);
    this.entries.set(hashOf(key), [key, value]);
    return this;
  }
}

/** What an accumulator begins as: empty lists and maps can grow. */
export function growing(initial: Result): Result {
  if (initial instanceof ListValue && initial.size === 0) return new GrowingList();
  return initial instanceof MapValue && initial.size === 0 ? new GrowingMap() : initial;
}

function freeze(result: Result): Result {
  if (result instanceof GrowingList) return new ArrayList(result.elements);
  return result instanceof GrowingMap ? new EntryMap(result.entries.values()) : result;
}

/** `cel.@mapInsert(map, key, value)` */
export function insert(map: Value, key: Value, value: Value): Result {
  if (map instanceof GrowingMap) return map.insert(key, value);
  const grown = new GrowingMap();
  const failure = insertAll(grown, map);
  return failure ?? grown.insert(key, value);
}

/** `cel.@mapInsert(map, entries)` */
export function insertAll(map: Value, entries: Value): Result | undefined {
  if (!(map instanceof GrowingMap && entries instanceof MapValue)) return undefined;
  const errors: CelError[] = [];
  for (const key of entries.keys()) {
    const value = entries.find(key) ?? null;
    const inserted = isError(value) ? value : map.insert(key, value);
    if (isError(inserted)) errors.push(inserted);
  }
  return anyOf(errors);
}

const goTypes: Readonly<Record<string, string>> = {
  bool: 'types.Bool',
  bytes: 'types.Bytes',
  double: 'types.Double',
  'google.protobuf.Duration': 'types.Duration',
  'google.protobuf.Timestamp': 'types.Timestamp',
  int: 'types.Int',
  null_type: 'types.Null',
  optional_type: '*types.Optional',
  string: 'types.String',
  type: '*types.Type',
  uint: 'types.Uint',
};

function goTypeOf(value: Value): string {
  const name = typeNameOf(value);
  if (!(value instanceof Opaque)) return goTypes[name] ?? name;
  return `cel.${name.slice(name.lastIndexOf('.') + 1).replace('NamedFormat', 'Format')}`;
}

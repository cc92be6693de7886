/** Folds over lists and maps: what comprehensions are evaluated to. */
import { EntryMap, hashOf } from '../value/map.ts';
import { showValue } from '../value/text.ts';
import {
  ArrayList,
  CelError,
  isError,
  ListValue,
  MapValue,
  type Result,
  typeNameOf,
  type Value,
} from '../value/value.ts';
import type { Frame, Run } from './frame.ts';

export interface Fold {
  readonly range: Run;
  readonly condition: Run;
  readonly step: Run;
  readonly result: Run;
  /** Where the variables are in the frame. */
  readonly accumulator: number;
  readonly variable: number;
  readonly secondVariable: number | undefined;
}

export function planFold(fold: Fold): Run {
  const { range, result, accumulator } = fold;
  return (frame) => {
    frame.slots[accumulator] = undefined;
    const container = range(frame);
    if (isError(container)) return container;
    const failure =
      fold.secondVariable === undefined
        ? iterate(frame, fold, container)
        : iteratePairs(frame, fold, container);
    if (failure !== undefined) return failure;
    return freeze(result(frame));
  };
}

function iterate(frame: Frame, fold: Fold, container: Value): CelError | undefined {
  const items =
    container instanceof ListValue
      ? container.items()
      : container instanceof MapValue
        ? container.keys()
        : undefined;
  if (items === undefined) return new CelError(`got '${goTypeOf(container)}', expected iterable type`);
  for (const item of items) {
    frame.slots[fold.variable] = item;
    if (!advance(frame, fold)) break;
  }
  return undefined;
}

function iteratePairs(frame: Frame, fold: Fold, container: Value): CelError | undefined {
  const pairs = pairsOf(container);
  if (pairs === undefined) {
    return new CelError(`unsupported comprehension range type: ${goTypeOf(container)}`);
  }
  for (const [first, second] of pairs) {
    frame.slots[fold.variable] = first;
    frame.slots[fold.secondVariable ?? -1] = second;
    if (!advance(frame, fold)) break;
  }
  return undefined;
}

function* listPairs(list: ListValue): Iterable<readonly [Result, Result]> {
  for (let index = 0; index < list.size; index += 1) yield [BigInt(index), list.at(index)];
}

function* mapPairs(map: MapValue): Iterable<readonly [Result, Result]> {
  for (const key of map.keys()) yield [key, map.find(key) ?? null];
}

function pairsOf(container: Value): Iterable<readonly [Result, Result]> | undefined {
  if (container instanceof ListValue) return listPairs(container);
  return container instanceof MapValue ? mapPairs(container) : undefined;
}

/** One step; false when the condition ends the fold. */
function advance(frame: Frame, { condition, step, accumulator }: Fold): boolean {
  const goesOn = condition(frame);
  if (typeof goesOn === 'boolean' && !goesOn) return false;
  frame.slots[accumulator] = step(frame);
  frame.checkCost();
  return true;
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
  for (const key of entries.keys()) {
    const value = entries.find(key) ?? null;
    const inserted = isError(value) ? value : map.insert(key, value);
    if (isError(inserted)) return inserted;
  }
  return undefined;
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
  return goTypes[name] ?? name;
}

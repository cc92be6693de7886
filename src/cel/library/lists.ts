/** Kubernetes' functions on lists, sets, and the list library that 1.34 brought (version 3 of cel-go's). */
import { listCost, sizeOf, wholeTraversal } from '../evaluate/cost.ts';
import { compare, equalTo, isComparable } from '../value/equality.ts';
import {
  ArrayList,
  CelError,
  Duration,
  inAnyOrder,
  isError,
  ListValue,
  noSuchOverload,
  type Result,
  typeNameOf,
  Uint,
  type Value,
} from '../value/value.ts';
import { listContains } from './contains.ts';
import { type CallCost, declare, type FunctionDeclaration, overload, shared } from './declare.ts';
import { operators } from './operators.ts';

const comparable = 'int uint double bool duration timestamp string bytes'.split(' ');
const plus = operators.find(({ name }) => name === '_+_')?.shared?.call ?? (() => noSuchOverload);

function isSorted(list: ListValue): Result {
  let previous: Value | undefined;
  for (const item of list.items()) {
    if (isError(item) || !isComparable(item)) return noSuchOverload;
    if (previous !== undefined && compare(previous, item) === 1) return false;
    previous = item;
  }
  return true;
}

const zeros: Readonly<Record<string, Value>> = {
  int: 0n,
  uint: new Uint(0n),
  double: 0,
  duration: new Duration(0n),
};

function sumFrom(zero: Value): (list: ListValue) => Result {
  return (list) => {
    let total: Value = zero;
    for (const item of list.items()) {
      const next = isError(item) ? item : plus(total, item);
      if (isError(next)) return next;
      total = next;
    }
    return total;
  };
}

/** `preferred` is how the best so far compares to what replaces it. */
function extreme(name: string, preferred: number): (list: ListValue) => Result {
  return (list) => {
    let best: Value | undefined;
    for (const item of list.items()) {
      if (isError(item) || !isComparable(item)) return noSuchOverload;
      if (best === undefined || compare(best, item) === preferred) best = item;
    }
    return best ?? new CelError(`${name} called on empty list`);
  };
}

function indexOf(list: ListValue, item: Value): Result {
  const found = [...list.items()].findIndex((each) => !isError(each) && equalTo(each, item) === true);
  return BigInt(found);
}

function lastIndexOf(list: ListValue, item: Value): Result {
  const found = [...list.items()].findLastIndex((each) => !isError(each) && equalTo(each, item) === true);
  return BigInt(found);
}

export const listLibrary: readonly FunctionDeclaration[] = [
  declare(
    'isSorted',
    comparable.map((type) => overload(`list_${type}_is_sorted_bool`, `list(${type}).(): bool`, isSorted)),
    { cost: wholeTraversal },
  ),
  declare(
    'sum',
    Object.entries(zeros).map(([type, zero]) =>
      overload(`list_${type}_sum_${type}`, `list(${type}).(): ${type}`, sumFrom(zero)),
    ),
    { cost: wholeTraversal },
  ),
  ...(['max', 'min'] as const).map((name) =>
    declare(
      name,
      comparable.map((type) =>
        overload(
          `list_${type}_${name}_${type}`,
          `list(${type}).(): ${type}`,
          extreme(name, name === 'max' ? -1 : 1),
        ),
      ),
      { cost: wholeTraversal },
    ),
  ),
  declare('indexOf', [overload('list_a_index_of_int', 'list(A).(A): int', indexOf)], {
    cost: wholeTraversal,
  }),
  declare('lastIndexOf', [overload('list_a_last_index_of_int', 'list(A).(A): int', lastIndexOf)], {
    cost: wholeTraversal,
  }),
];

function setContains(list: ListValue, part: ListValue): boolean {
  return [...inAnyOrder(part)].every((item) => !isError(item) && listContains(list, item));
}

function setCost(factor: number): CallCost {
  return ([a, b]) => 1 + Math.trunc(sizeOf(a) * sizeOf(b) * factor);
}

export const setLibrary: readonly FunctionDeclaration[] = [
  declare('sets.contains', [
    overload('list_sets_contains_list', '(list(T), list(T)): bool', setContains, setCost(1)),
  ]),
  declare('sets.equivalent', [
    overload(
      'list_sets_equivalent_list',
      '(list(T), list(T)): bool',
      (a: ListValue, b: ListValue) => setContains(a, b) && setContains(b, a),
      setCost(2),
    ),
  ]),
  declare('sets.intersects', [
    overload(
      'list_sets_intersects_list',
      '(list(T), list(T)): bool',
      (a: ListValue, b: ListValue) =>
        [...inAnyOrder(a)].some((item) => !isError(item) && listContains(b, item)),
      setCost(1),
    ),
  ]),
];

function slice(list: ListValue, start: bigint, end: bigint): Result {
  const trouble =
    start < 0n || end < 0n
      ? 'negative indexes not supported'
      : start > end
        ? 'start index must be less than or equal to end index'
        : end > list.size
          ? `list is length ${list.size}`
          : undefined;
  if (trouble !== undefined) return new CelError(`cannot slice(${start}, ${end}), ${trouble}`);
  return new ArrayList([...list.items()].slice(Number(start), Number(end)) as Value[]);
}

function flatten(list: Value, depth: Value = 1n): Result {
  if (!(list instanceof ListValue) || typeof depth !== 'bigint') {
    return new CelError(`no such overload: ${typeNameOf(list)}.flatten()`);
  }
  if (depth < 0n) return new CelError('level must be non-negative');
  const flat: Value[] = [];
  for (const item of list.items()) {
    if (isError(item)) return item;
    const inner = item instanceof ListValue && depth > 0n ? flatten(item, depth - 1n) : item;
    if (item instanceof ListValue && depth > 0n) flat.push(...(inner as ArrayList).elements);
    else flat.push(item);
  }
  return new ArrayList(flat);
}

function sort(list: ListValue, keys: ListValue = list): Result {
  const [items, ranks] = [[...list.items()], [...keys.items()]] as [Value[], Value[]];
  const [first] = ranks;
  if (first === undefined) return list;
  if (!isComparable(first)) return new CelError('list elements must be comparable');
  const typeName = typeNameOf(first);
  if (ranks.length > 1 && ranks.some((key) => typeNameOf(key) !== typeName)) {
    return new CelError('list elements must have the same type');
  }
  const order = ranks.map((_key, index) => index);
  order.sort((a, b) => Number(compare(ranks[a] as Value, ranks[b] as Value)) || a - b);
  return new ArrayList(order.map((index) => items[index] as Value));
}

function range(count: bigint): Result {
  return new ArrayList(Array.from({ length: Math.max(Number(count), 0) }, (_each, index) => BigInt(index)));
}

function distinct(list: ListValue): Result {
  const found: Value[] = [];
  for (const item of list.items()) {
    if (isError(item)) return item;
    if (!found.some((each) => equalTo(item, each) === true)) found.push(item);
  }
  return new ArrayList(found);
}

const allocating = (units: number): number => 1 + listCost + units;
const perResult: CallCost = (_args, result) => allocating(sizeOf(result));
const selfCompare: CallCost = ([list]) => {
  const first = list instanceof ListValue && list.size > 0 ? list.at(0) : undefined;
  const isText = typeof first === 'string' || first instanceof Uint8Array;
  return allocating(Math.trunc(sizeOf(list) ** 2 * (isText ? 2.1 : 2)));
};

/** Not in new policies of a 1.34 cluster, which may still roll back to 1.33; stored ones may use it. */
export const listLibraryVersion3: readonly FunctionDeclaration[] = [
  declare('slice', [overload('list_slice', 'list(T).(int, int): list(T)', slice, perResult)]),
  declare(
    'flatten',
    [
      overload('list_flatten', 'list(list(T)).(): list(T)', flatten, ([list]) => allocating(sizeOf(list))),
      overload('list_flatten_int', 'list(dyn).(int): list(dyn)', flatten, ([list, depth]) =>
        allocating(sizeOf(list) * Number(depth)),
      ),
    ],
    { unguarded: true },
  ),
  declare(
    'sort',
    comparable.map((type) => overload(`list_${type}_sort`, `list(${type}).(): list(${type})`)),
    {
      ...shared(
        (list: ListValue) => sort(list),
        (list) => list instanceof ListValue,
      ),
      cost: selfCompare,
    },
  ),
  declare(
    '@sortByAssociatedKeys',
    comparable.map((type) =>
      overload(`list_${type}_sortByAssociatedKeys`, `list(T).(list(${type})): list(T)`),
    ),
    { ...shared(sort, (list) => list instanceof ListValue), cost: selfCompare },
  ),
  declare('lists.range', [overload('lists_range', '(int): list(int)', range, perResult)]),
  declare('reverse', [
    overload(
      'list_reverse',
      'list(T).(): list(T)',
      (list: ListValue) => new ArrayList([...list.items()].toReversed() as Value[]),
      perResult,
    ),
  ]),
  declare('distinct', [overload('list_distinct', 'list(T).(): list(T)', distinct, selfCompare)]),
];

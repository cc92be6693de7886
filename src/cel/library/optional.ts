/** Optional values: `optional.of(x)`, `.orValue(y)`, `first`, `last`; syntax and macros are the parser's. */
import { insert, insertAll } from '../evaluate/fold.ts';
import { showValue } from '../value/text.ts';
import { minTimestamp } from '../value/time.ts';
import {
  ArrayList,
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  OptionalValue,
  type Result,
  Timestamp,
  Uint,
  Undecided,
  type Value,
} from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === '') return true;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  if (value instanceof Timestamp) return value.nanoseconds === minTimestamp;
  return (value instanceof ListValue || value instanceof MapValue) && value.size === 0;
}

/** Optionals within optionals are unwrapped in some places and not in others upstream. */
function wrap(value: Value): Result {
  if (value instanceof OptionalValue) throw new Undecided('an optional is put into an optional');
  return new OptionalValue(value);
}

function end(list: ListValue, index: number): Result {
  if (list.size === 0) return OptionalValue.none;
  const value = list.at(index);
  return isError(value) ? value : wrap(value);
}

function unwrap(list: ListValue): Result {
  const values: Value[] = [];
  for (const item of list.items()) {
    if (isError(item)) return item;
    if (!(item instanceof OptionalValue)) return new CelError(`value ${showValue(item)} is not optional`);
    if (item.value !== undefined) values.push(item.value);
  }
  return new ArrayList(values);
}

const noValue = new CelError('optional.none() dereference');

export const optionalLibrary: readonly FunctionDeclaration[] = [
  declare('optional.of', [overload('optional_of', '(V): optional(V)', wrap)]),
  declare('optional.ofNonZeroValue', [
    overload('optional_ofNonZeroValue', '(V): optional(V)', (value: Value) =>
      isZero(value) ? OptionalValue.none : wrap(value),
    ),
  ]),
  declare('optional.none', [overload('optional_none', '(): optional(V)', () => OptionalValue.none)]),
  declare('value', [
    overload('optional_value', 'optional(V).(): V', ({ value }: OptionalValue) =>
      value === undefined ? noValue : value,
    ),
  ]),
  declare('hasValue', [
    overload('optional_hasValue', 'optional(V).(): bool', ({ value }: OptionalValue) => value !== undefined),
  ]),
  // These two evaluate their argument only when it is needed: the evaluator does it.
  declare('or', [overload('optional_or_optional', 'optional(V).(optional(V)): optional(V)')]),
  declare('orValue', [overload('optional_orValue_value', 'optional(V).(V): V')]),
  declare('last', [
    overload('list_last', 'list(V).(): optional(V)', (list: ListValue) => end(list, list.size - 1)),
  ]),
  declare('first', [overload('list_first', 'list(V).(): optional(V)', (list: ListValue) => end(list, 0))]),
  declare('optional.unwrap', [overload('optional_unwrap', '(list(optional(V))): list(V)', unwrap)]),
  declare('unwrapOpt', [overload('optional_unwrapOpt', 'list(optional(V)).(): list(V)', unwrap)]),
];

/** What `transformMap` and `transformMapEntry` call. */
export const mapInsertion: readonly FunctionDeclaration[] = [
  declare('cel.@mapInsert', [
    overload(
      '@mapInsert_map_map',
      '(map(K, V), map(K, V)): map(K, V)',
      (map: Value, entries: Value) => insertAll(map, entries) ?? map,
    ),
    overload('@mapInsert_map_key_value', '(map(K, V), K, V): map(K, V)', insert),
  ]),
];

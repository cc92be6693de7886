/** Arithmetic, order, membership and size: the operators of the standard library. */
import { compare } from '../value/equality.ts';
import { checkedInt, checkedUint } from '../value/number.ts';
import { codePoints } from '../value/text.ts';
import { addDuration, checkedDuration, difference, subtractDuration } from '../value/time.ts';
import {
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  noSuchOverload,
  Opaque,
  type Result,
  Timestamp,
  Uint,
  type Value,
} from '../value/value.ts';
import { contains } from './contains.ts';
import { declare, type FunctionDeclaration, overload, shared } from './declare.ts';

const divisionByZero = new CelError('division by zero');
const modulusByZero = new CelError('modulus by zero');

function add(a: Value, b: Value): Result {
  if (typeof a === 'bigint') return typeof b === 'bigint' ? checkedInt(a + b) : noSuchOverload;
  if (typeof a === 'number') return typeof b === 'number' ? a + b : noSuchOverload;
  if (typeof a === 'string') return typeof b === 'string' ? a + b : noSuchOverload;
  if (a instanceof Uint) return b instanceof Uint ? checkedUint(a.value + b.value) : noSuchOverload;
  if (a instanceof ListValue) return b instanceof ListValue ? a.add(b) : noSuchOverload;
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? Buffer.concat([a, b]) : noSuchOverload;
  if (a instanceof Timestamp) return b instanceof Duration ? addDuration(a, b) : noSuchOverload;
  if (!(a instanceof Duration)) return noSuchOverload;
  if (b instanceof Timestamp) return addDuration(b, a);
  return b instanceof Duration ? checkedDuration(a.nanoseconds + b.nanoseconds) : noSuchOverload;
}

function subtract(a: Value, b: Value): Result {
  if (typeof a === 'bigint') return typeof b === 'bigint' ? checkedInt(a - b) : noSuchOverload;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : noSuchOverload;
  if (a instanceof Uint) return b instanceof Uint ? checkedUint(a.value - b.value) : noSuchOverload;
  if (a instanceof Duration) {
    return b instanceof Duration ? checkedDuration(a.nanoseconds - b.nanoseconds) : noSuchOverload;
  }
  if (!(a instanceof Timestamp)) return noSuchOverload;
  if (b instanceof Timestamp) return difference(a, b);
  return b instanceof Duration ? subtractDuration(a, b) : noSuchOverload;
}

function multiply(a: Value, b: Value): Result {
  if (typeof a === 'bigint') return typeof b === 'bigint' ? checkedInt(a * b) : noSuchOverload;
  if (typeof a === 'number') return typeof b === 'number' ? a * b : noSuchOverload;
  return a instanceof Uint && b instanceof Uint ? checkedUint(a.value * b.value) : noSuchOverload;
}

function divide(a: Value, b: Value): Result {
  if (typeof a === 'number') return typeof b === 'number' ? a / b : noSuchOverload;
  if (typeof a === 'bigint' && typeof b === 'bigint') return b === 0n ? divisionByZero : checkedInt(a / b);
  if (!(a instanceof Uint && b instanceof Uint)) return noSuchOverload;
  return b.value === 0n ? divisionByZero : new Uint(a.value / b.value);
}

function modulo(a: Value, b: Value): Result {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (b === 0n) return modulusByZero;
    // The smallest int divided by -1 overflows, and with it the remainder.
    const quotient = checkedInt(a / b);
    return isError(quotient) ? quotient : a % b;
  }
  if (!(a instanceof Uint && b instanceof Uint)) return noSuchOverload;
  return b.value === 0n ? modulusByZero : new Uint(a.value % b.value);
}

function negate(a: Value): Result {
  if (typeof a === 'bigint') return checkedInt(-a);
  if (typeof a === 'number') return -a;
  return a instanceof Duration ? checkedDuration(-a.nanoseconds) : noSuchOverload;
}

function size(value: Value): Result {
  return BigInt(sizeOf(value));
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return codePoints(value);
  if (value instanceof Uint8Array) return value.length;
  return value instanceof ListValue || value instanceof MapValue || value instanceof Opaque ? value.size : 0;
}

const isNumber = (a: Value): boolean => typeof a === 'bigint' || typeof a === 'number' || a instanceof Uint;
const isTime = (a: Value): boolean => a instanceof Duration || a instanceof Timestamp;
const isText = (a: Value): boolean => typeof a === 'string' || a instanceof Uint8Array;
const hasOrder = (a: Value): boolean => isNumber(a) || isTime(a) || isText(a) || typeof a === 'boolean';

function arithmetic(
  operator: string,
  kinds: readonly (readonly [id: string, signature: string])[],
  call: (a: Value, b: Value) => Result,
  accepts: (first: Value) => boolean,
): FunctionDeclaration {
  const overloads = kinds.map(([id, signature]) => overload(id, signature));
  return declare(operator, overloads, shared(call, accepts));
}

const comparable = 'bool int uint double string bytes timestamp duration'.split(' ');
const crossNumeric = ['int, double', 'int, uint', 'uint, double', 'uint, int', 'double, int', 'double, uint'];

/** `<` and its kin: between values of one type, and between numbers of any. */
function order(operator: string, name: string, holds: (order: number) => boolean): FunctionDeclaration {
  const ids: Readonly<Record<string, string>> = { int: 'int64', uint: 'uint64' };
  const nameOf = (types: string): string =>
    [...new Set(types.split(', '))].map((type) => ids[type] ?? type).join('_');
  const pairs = [...comparable.map((type) => `${type}, ${type}`), ...crossNumeric];
  const overloads = pairs.map((types) => overload(`${name}_${nameOf(types)}`, `(${types}): bool`));
  const call = (a: Value, b: Value): Result => {
    const outcome = compare(a, b);
    return isError(outcome) ? outcome : holds(outcome);
  };
  return declare(operator, overloads, shared(call, hasOrder));
}

const sizes = ['bytes', 'list(A)', 'map(A, B)', 'string'].flatMap((type) => {
  const id = `size_${type.replace(/\(.*/, '')}`;
  return [overload(id, `(${type}): int`), overload(`${id.slice(5)}_size`, `${type}.(): int`)];
});

function logicalNot(value: Value): Result {
  return typeof value === 'boolean' ? !value : noSuchOverload;
}

function isSized(value: Value): boolean {
  return isText(value) || value instanceof ListValue || value instanceof MapValue;
}

/** The evaluator treats `&&`, `||`, `?:`, `==`, `!=`, indexes and `@not_strictly_false` itself. */
export const operators: readonly FunctionDeclaration[] = [
  declare('_?_:_', [overload('conditional', '(bool, A, A): A')]),
  declare('_&&_', [overload('logical_and', '(bool, bool): bool')]),
  declare('_||_', [overload('logical_or', '(bool, bool): bool')]),
  declare('!_', [overload('logical_not', '(bool): bool')], shared(logicalNot)),
  declare('@not_strictly_false', [overload('not_strictly_false', '(bool): bool')]),
  declare('_==_', [overload('equals', '(A, A): bool')]),
  declare('_!=_', [overload('not_equals', '(A, A): bool')]),
  arithmetic(
    '_+_',
    [
      ['add_bytes', '(bytes, bytes): bytes'],
      ['add_double', '(double, double): double'],
      ['add_duration_duration', '(duration, duration): duration'],
      ['add_duration_timestamp', '(duration, timestamp): timestamp'],
      ['add_timestamp_duration', '(timestamp, duration): timestamp'],
      ['add_int64', '(int, int): int'],
      ['add_list', '(list(A), list(A)): list(A)'],
      ['add_string', '(string, string): string'],
      ['add_uint64', '(uint, uint): uint'],
    ],
    add,
    (a) => isNumber(a) || isTime(a) || isText(a) || a instanceof ListValue,
  ),
  arithmetic(
    '_/_',
    [
      ['divide_double', '(double, double): double'],
      ['divide_int64', '(int, int): int'],
      ['divide_uint64', '(uint, uint): uint'],
    ],
    divide,
    isNumber,
  ),
  arithmetic(
    '_%_',
    [
      ['modulo_int64', '(int, int): int'],
      ['modulo_uint64', '(uint, uint): uint'],
    ],
    modulo,
    (a) => typeof a === 'bigint' || a instanceof Uint,
  ),
  arithmetic(
    '_*_',
    [
      ['multiply_double', '(double, double): double'],
      ['multiply_int64', '(int, int): int'],
      ['multiply_uint64', '(uint, uint): uint'],
    ],
    multiply,
    isNumber,
  ),
  declare(
    '-_',
    [overload('negate_double', '(double): double'), overload('negate_int64', '(int): int')],
    shared(negate, (a) => ['bigint', 'boolean', 'number'].includes(typeof a) || a instanceof Duration),
  ),
  arithmetic(
    '_-_',
    [
      ['subtract_double', '(double, double): double'],
      ['subtract_duration_duration', '(duration, duration): duration'],
      ['subtract_int64', '(int, int): int'],
      ['subtract_timestamp_duration', '(timestamp, duration): timestamp'],
      ['subtract_timestamp_timestamp', '(timestamp, timestamp): duration'],
      ['subtract_uint64', '(uint, uint): uint'],
    ],
    subtract,
    (a) => isNumber(a) || isTime(a),
  ),
  order('_<_', 'less', (outcome) => outcome < 0),
  order('_<=_', 'less_equals', (outcome) => outcome <= 0),
  order('_>_', 'greater', (outcome) => outcome > 0),
  order('_>=_', 'greater_equals', (outcome) => outcome >= 0),
  declare('_[_]', [
    overload('index_list', '(list(A), int): A'),
    overload('index_map', '(map(A, B), A): B'),
    overload('optional_list_index_int', '(optional(list(A)), int): optional(A)'),
    overload('optional_map_index_value', '(optional(map(K, V)), K): optional(V)'),
  ]),
  declare('_[?_]', [
    overload('list_optindex_optional_int', '(list(A), int): optional(A)'),
    overload('optional_list_optindex_optional_int', '(optional(list(A)), int): optional(A)'),
    overload('map_optindex_optional_value', '(map(K, V), K): optional(V)'),
    overload('optional_map_optindex_optional_value', '(optional(map(K, V)), K): optional(V)'),
  ]),
  declare(
    '@in',
    [overload('in_list', '(A, list(A)): bool'), overload('in_map', '(A, map(A, B)): bool')],
    shared(contains),
  ),
  declare('size', sizes, shared(size, isSized)),
];

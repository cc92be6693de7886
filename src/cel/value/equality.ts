/** Equality and order of values, as cel-go has them: numbers compare across their types, nothing else does. */
import {
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  noSuchOverload,
  Opaque,
  OptionalValue,
  type Result,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from './value.ts';

/** `a == b`. Values of different kinds are unequal; a few of Kubernetes' types refuse the comparison instead. */
export function equal(a: Value, b: Value): boolean | CelError {
  if (a === null || b === null) return a === b;
  return equalTo(a, b);
}

/** As the left value's own type decides, which matters inside lists and maps only for Kubernetes' own values. */
export function equalTo(a: Value, b: Value): boolean | CelError {
  switch (typeof a) {
    case 'string':
    case 'boolean':
      return a === b;
    case 'bigint':
    case 'number':
      return isNumeric(b) && compareNumbers(a, b) === 0;
    default:
      return equalObjects(a, b);
  }
}

function equalObjects(a: Exclude<Value, bigint | boolean | number | string>, b: Value): boolean | CelError {
  if (a === null) return b === null;
  if (a instanceof Uint) return isNumeric(b) && compareNumbers(a, b) === 0;
  if (a instanceof ListValue) return 'equals' in a ? callEquals(a, b) : equalLists(a, b);
  if (a instanceof MapValue) return 'equals' in a ? callEquals(a, b) : equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof OptionalValue) return equalOptionals(a, b);
  if (a instanceof TypeValue) return b instanceof TypeValue && a.typeName === b.typeName;
  if (!(b instanceof Opaque) || b.typeName !== a.typeName) return noSuchOverload;
  return a.equals(b);
}

/** A list or map with an equality of its own, as schemas give them (`x-kubernetes-list-type: set`). */
export interface OwnEquality {
  equals(other: Value): boolean | CelError;
}

function callEquals(a: object, b: Value): boolean | CelError {
  return (a as OwnEquality).equals(b);
}

function equalLists(a: ListValue, b: Value): boolean | CelError {
  if (!(b instanceof ListValue) || a.size !== b.size) return false;
  for (let index = 0; index < a.size; index += 1) {
    if (equalResults(a.at(index), b.at(index)) === false) return false;
  }
  return true;
}

function equalMaps(a: MapValue, b: Value): boolean | CelError {
  if (!(b instanceof MapValue) || a.size !== b.size) return false;
  for (const key of a.keys()) {
    const other = b.find(key);
    if (other === undefined || equalResults(a.find(key) ?? null, other) === false) return false;
  }
  return true;
}

function equalResults(a: Result, b: Result): boolean | CelError {
  if (isError(a)) return a;
  return isError(b) ? b : equal(a, b);
}

function equalOptionals(a: OptionalValue, b: Value): boolean | CelError {
  if (!(b instanceof OptionalValue)) return false;
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equalTo(a.value, b.value);
}

type Numeric = bigint | number | Uint;

function isNumeric(value: Value): value is Numeric {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

/** Negative, zero or positive; NaN when one of them is not a number. Integers and doubles compare as doubles. */
function compareNumbers(a: Numeric, b: Numeric): number {
  const left = a instanceof Uint ? a.value : a;
  const right = b instanceof Uint ? b.value : b;
  if (typeof left === typeof right) return compareScalars(left, right);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return compareScalars(asDouble(left), asDouble(right));
}

function asDouble(value: bigint | number): number {
  return typeof value === 'bigint' ? Number(value) : value;
}

function compareScalars<T extends bigint | boolean | number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : a > b ? 1 : Number.NaN;
}

const unordered = new CelError('NaN values cannot be ordered');

/** -1, 0 or 1; an error for values that have no order. */
export function compare(a: Value, b: Value): number | CelError {
  // Whatever it is compared with.
  if (typeof a === 'number' && Number.isNaN(a)) return unordered;
  if (isNumeric(a)) return isNumeric(b) ? compareOrdered(a, b) : noSuchOverload;
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : noSuchOverload;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? compareScalars(a, b) : noSuchOverload;
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? Buffer.compare(a, b) : noSuchOverload;
  if (a instanceof Timestamp && b instanceof Timestamp) return compareScalars(a.nanoseconds, b.nanoseconds);
  if (a instanceof Duration && b instanceof Duration) return compareScalars(a.nanoseconds, b.nanoseconds);
  return noSuchOverload;
}

export function isComparable(value: Value): boolean {
  return !isError(compare(value, value)) || typeof value === 'number';
}

function compareOrdered(a: Numeric, b: Numeric): number | CelError {
  const order = compareNumbers(a, b);
  return Number.isNaN(order) ? unordered : order;
}

/** By code point, as Go compares strings; JavaScript compares UTF-16 units, which differ beyond the basic plane. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  if (index === length) return a.length < b.length ? -1 : 1;
  return rank(a.charCodeAt(index)) < rank(b.charCodeAt(index)) ? -1 : 1;
}

function rank(unit: number): number {
  const isSurrogate = unit >= 0xd8_00 && unit <= 0xdf_ff;
  return isSurrogate ? unit + 0x1_00_00 : unit;
}

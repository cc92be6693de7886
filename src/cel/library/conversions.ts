/** `int('1')`, `string(2.5)`, `type(x)` and the like. */
import { parseDuration } from '../../manifest/duration.ts';
import {
  doubleToInt,
  doubleToUint,
  formatDouble,
  integerOverflow,
  maxInt,
  maxUint,
  minInt,
  unsignedOverflow,
} from '../value/number.ts';
import {
  checkedTimestamp,
  floorDivide,
  formatSeconds,
  formatTimestamp,
  nanosecondsPerSecond,
  parseTimestamp,
} from '../value/time.ts';
import {
  CelError,
  Duration,
  type Result,
  type Timestamp,
  TypeValue,
  typeNameOf,
  Uint,
  type Value,
} from '../value/value.ts';
import { declare, type FunctionDeclaration, overload, shared } from './declare.ts';

function unconvertible(from: string, to: string): CelError {
  return new CelError(`type conversion error from '${from}' to '${to}'`);
}

const same = (value: Value): Result => value;

/** Go's `strconv.ParseInt(text, 10, 64)`. */
function stringToInt(text: string): Result {
  const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
  return value === undefined || value < minInt || value > maxInt ? unconvertible('string', 'int') : value;
}

function stringToUint(text: string): Result {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined;
  return value === undefined || value > maxUint ? unconvertible('string', 'uint') : new Uint(value);
}

const decimalFloat = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexadecimalFloat = /^([+-]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)$/;

/** Go's `strconv.ParseFloat(text, 64)`, without the underscores that it takes in no case that matters here. */
function stringToDouble(text: string): Result {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    const [, sign, word = ''] = special;
    if (word.toLowerCase() === 'nan') return sign === '' ? Number.NaN : unconvertible('string', 'double');
    return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const value = decimalFloat.test(text) ? Number(text) : parseHexadecimalFloat(text);
  return value === undefined || !Number.isFinite(value) ? unconvertible('string', 'double') : value;
}

function parseHexadecimalFloat(text: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = hexadecimalFloat.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const magnitude = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

const booleans = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

function stringToBool(text: string): Result {
  return booleans.get(text) ?? unconvertible('string', 'bool');
}

function stringToDuration(text: string): Result {
  const nanoseconds = parseDuration(text);
  return nanoseconds === undefined
    ? unconvertible('string', 'google.protobuf.Duration')
    : new Duration(nanoseconds);
}

function stringToTimestamp(text: string): Result {
  return parseTimestamp(text) ?? unconvertible('string', 'google.protobuf.Timestamp');
}

function bytesToString(bytes: Uint8Array): Result {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** Any value as text, as overloads of `string` and as `%s` in formats have it; `undefined` if it has none. */
export function stringOf(value: Value): string | CelError | undefined {
  switch (typeNameOf(value)) {
    case 'string':
      return value as string;
    case 'bool':
    case 'int':
      return (value as bigint | boolean).toString();
    case 'uint':
      return String((value as Uint).value);
    case 'double':
      return formatDouble(value as number);
    case 'bytes':
      return bytesToString(value as Uint8Array) as string | CelError;
    case 'google.protobuf.Duration':
      return formatSeconds(value as Duration);
    case 'google.protobuf.Timestamp':
      return formatTimestamp(value as Timestamp);
    default:
      return undefined;
  }
}

function toText(value: Value): Result {
  return stringOf(value) ?? unconvertible(typeNameOf(value), 'string');
}

function secondsToTimestamp(seconds: bigint): Result {
  return checkedTimestamp(seconds * nanosecondsPerSecond);
}

function uintToInt({ value }: Uint): Result {
  return value > maxInt ? integerOverflow : value;
}

function intToUint(value: bigint): Result {
  return value < 0n ? unsignedOverflow : new Uint(value);
}

function typeOf(value: Value): Result {
  return new TypeValue(typeNameOf(value));
}

/** Functions whose result is known before evaluation when the argument is a constant. */
export const conversionNames: ReadonlySet<string> = new Set(
  'type bool bytes double duration dyn int string timestamp uint'.split(' '),
);

export const conversions: readonly FunctionDeclaration[] = [
  declare('type', [overload('type', '(A): type(A)')], shared(typeOf)),
  declare('bool', [
    overload('bool_to_bool', '(bool): bool', same),
    overload('string_to_bool', '(string): bool', stringToBool),
  ]),
  declare('bytes', [
    overload('bytes_to_bytes', '(bytes): bytes', same),
    overload('string_to_bytes', '(string): bytes', (text: string) => new TextEncoder().encode(text)),
  ]),
  declare('double', [
    overload('double_to_double', '(double): double', same),
    overload('int64_to_double', '(int): double', (value: bigint) => Number(value)),
    overload('string_to_double', '(string): double', stringToDouble),
    overload('uint64_to_double', '(uint): double', ({ value }: Uint) => Number(value)),
  ]),
  declare('duration', [
    overload('duration_to_duration', '(duration): duration', same),
    overload('int64_to_duration', '(int): duration', () => unconvertible('int', 'google.protobuf.Duration')),
    overload('string_to_duration', '(string): duration', stringToDuration),
  ]),
  declare('dyn', [overload('to_dyn', '(A): dyn')], shared(same)),
  declare('int', [
    overload('int64_to_int64', '(int): int', same),
    overload('double_to_int64', '(double): int', doubleToInt),
    overload('duration_to_int64', '(duration): int', ({ nanoseconds }: Duration) => nanoseconds),
    overload('string_to_int64', '(string): int', stringToInt),
    overload('timestamp_to_int64', '(timestamp): int', ({ nanoseconds }: Timestamp) =>
      floorDivide(nanoseconds, nanosecondsPerSecond),
    ),
    overload('uint64_to_int64', '(uint): int', uintToInt),
  ]),
  declare('string', [
    overload('string_to_string', '(string): string', same),
    ...['bool', 'bytes', 'double', 'duration', 'int', 'timestamp', 'uint'].map((type) =>
      overload(`${type}_to_string`, `(${type}): string`, toText),
    ),
  ]),
  declare('timestamp', [
    overload('timestamp_to_timestamp', '(timestamp): timestamp', same),
    overload('int64_to_timestamp', '(int): timestamp', secondsToTimestamp),
    overload('string_to_timestamp', '(string): timestamp', stringToTimestamp),
  ]),
  declare('uint', [
    overload('uint64_to_uint64', '(uint): uint', same),
    overload('double_to_uint64', '(double): uint', doubleToUint),
    overload('int64_to_uint64', '(int): uint', intToUint),
    overload('string_to_uint64', '(string): uint', stringToUint),
  ]),
];

/** `'%s is %d'.format([…])`: version 2 of cel-go's string extension, which formats some values unlike the standard. */

import { compareStrings } from '../value/equality.ts';
import { goQuote } from '../value/text.ts';
import { formatSeconds, formatTimestamp } from '../value/time.ts';
import {
  anyOf,
  CelError,
  type Duration,
  isError,
  ListValue,
  MapValue,
  type Result,
  type Timestamp,
  TypeValue,
  typeNameOf,
  Uint,
  type Value,
} from '../value/value.ts';
import { stringOf } from './conversions.ts';

/** A clause such as `%.3f`. */
export interface Clause {
  /** The letter; of a clause that is none, whatever stands there. */
  readonly letter: string;
  readonly precision: number;
}

type Formatted = CelError | string;

const defaultPrecision = 6;
const clausePattern = /%(?:%|(?:\.(\d+))?([^]))/y;

/**
 * Goes through a format string, handing every clause to `write` with its index.
 *
 * @returns The text, or the first error.
 */
export function interpolate(
  text: string,
  count: number,
  write: (clause: Clause, index: number) => Formatted,
): Formatted {
  let result = '';
  let index = 0;
  let offset = 0;
  while (offset < text.length) {
    if (text[offset] !== '%') {
      result += text[offset];
      offset += 1;
      continue;
    }
    if (text[offset + 1] === '%') {
      result += '%';
      offset += 2;
      continue;
    }
    if (index >= count) return new CelError(`index ${index} out of range`);
    const clause = clauseAt(text, offset);
    if (isError(clause)) return clause;
    const written = write(clause, index);
    if (isError(written)) return written;
    result += written;
    offset = clausePattern.lastIndex;
    index += 1;
  }
  return result;
}

function clauseAt(text: string, offset: number): CelError | Clause {
  if (offset + 1 >= text.length) return new CelError('unexpected end of string');
  clausePattern.lastIndex = offset;
  const [, precision, letter = ''] = clausePattern.exec(text) ?? [];
  const end = clausePattern.lastIndex;
  if (letter === '.' || letter === '') return misread(text.slice(offset));
  if (!'sdfebxXo'.includes(letter)) {
    return new CelError(`could not parse formatting clause: unrecognized formatting clause "${letter}"`);
  }
  clausePattern.lastIndex = end;
  return { letter, precision: precision === undefined ? defaultPrecision : Number(precision) };
}

function misread(clause: string): CelError {
  const trouble = /^%\.\d*$/.test(clause)
    ? 'could not find end of precision specifier'
    : 'error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax';
  return new CelError(`could not parse formatting clause: error while parsing precision: ${trouble}`);
}

export function format(text: string, args: ListValue): Result {
  return interpolate(text, args.size, (clause, index) => {
    const value = args.at(index);
    const formatted = isError(value) ? value : formatClause(clause, value);
    return isError(formatted) ? new CelError(`error during formatting: ${formatted.message}`) : formatted;
  });
}

function formatClause({ letter, precision }: Clause, value: Value): Formatted {
  switch (letter) {
    case 's':
      return formatText(value);
    case 'd':
      return formatInteger(value) ?? refused('d', value);
    case 'f':
      return asDouble(value, (number) => fixed(number, precision)) ?? refused('f', value);
    case 'e':
      // The precision is taken for a width, and there are always six decimals: so it is in the API server.
      return asDouble(value, scientific)?.padStart(precision) ?? refused('e', value);
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0';
      return digits(value, 2) ?? refused('b', value);
    case 'o':
      return digits(value, 8) ?? refused('o', value);
    default: {
      const hexadecimal = formatHexadecimal(value);
      if (hexadecimal === undefined) return refused('x', value);
      return letter === 'X' ? hexadecimal.toUpperCase() : hexadecimal;
    }
  }
}

const complaints: Readonly<Record<string, string>> = {
  b: 'only integers and bools can be formatted as binary',
  d: 'decimal clause can only be used on integers',
  e: 'scientific clause can only be used on doubles',
  f: 'fixed-point clause can only be used on doubles',
  o: 'octal clause can only be used on integers',
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
};

function refused(letter: string, value: Value): CelError {
  return new CelError(wrongType(letter, typeNameOf(value)));
}

/** What is said of an argument that a clause cannot take. */
export function wrongType(letter: string, typeName: string): string {
  return `${complaints[letter === 'X' ? 'x' : letter]}, was given ${typeName}`;
}

function integerOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return value instanceof Uint ? value.value : undefined;
}

function formatInteger(value: Value): string | undefined {
  return integerOf(value)?.toString();
}

function digits(value: Value, base: number): string | undefined {
  return integerOf(value)?.toString(base);
}

function formatHexadecimal(value: Value): string | undefined {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return digits(value, 16);
}

const specials = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function asDouble(value: Value, show: (number: number) => string): string | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' ? specials.get(value) : undefined;
  if (number === undefined) return undefined;
  if (Number.isNaN(number)) return 'NaN';
  if (Number.isFinite(number)) return show(number);
  return number > 0 ? '∞' : '-∞';
}

/** In English: thousands are grouped. */
function fixed(number: number, precision: number): string {
  // Here, and not within lists and maps, zero has no sign.
  const [whole = '', fraction] = exactDecimals(number === 0 ? 0 : number, precision).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** All digits to a precision, rounded half to even on the exact binary value. */
function exactDecimals(number: number, precision: number): string {
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  const [numerator, denominator] = fractionOf(Math.abs(number));
  const scaled = numerator * 10n ** BigInt(precision);
  let quotient = scaled / denominator;
  const rest = (scaled % denominator) * 2n;
  if (rest > denominator || (rest === denominator && quotient % 2n === 1n)) quotient += 1n;
  const text = quotient.toString().padStart(precision + 1, '0');
  const point = text.length - precision;
  return `${sign}${text.slice(0, point)}${precision === 0 ? '' : `.${text.slice(point)}`}`;
}

/** A double as an exact fraction. */
function fractionOf(number: number): [numerator: bigint, denominator: bigint] {
  let [value, denominator] = [number, 1n];
  while (!Number.isInteger(value)) {
    value *= 2;
    denominator *= 2n;
  }
  return [BigInt(value), denominator];
}

/** In English: `1.500000 × 10⁰³`. */
function scientific(number: number): string {
  const [mantissa = '', exponent = '0'] = number.toExponential(defaultPrecision).split('e');
  const power = Number(exponent);
  const magnitude = String(Math.abs(power)).padStart(2, '0');
  const raised = [...magnitude].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
  return `${mantissa}×10${power < 0 ? '⁻' : ''}${raised}`;
}

function formatText(value: Value): Formatted {
  if (value === null) return 'null';
  if (value instanceof TypeValue) return value.typeName;
  if (value instanceof ListValue) return formatList(value);
  if (value instanceof MapValue && value.typeName === 'map') return formatMap(value);
  const text = stringOf(value) ?? refused('s', value);
  if (!(isError(text) && value instanceof Uint8Array)) return text;
  return new CelError(`could not convert argument ${goQuote(text.message)} to string`);
}

/** Inside a list or map, as CEL would be written. */
function formatInside(value: Value): Formatted {
  const typeName = typeNameOf(value);
  switch (typeName) {
    case 'string':
      return goQuote(value as string);
    case 'bytes': {
      const text = stringOf(value);
      return typeof text === 'string' ? `b${goQuote(text)}` : (text ?? refused('s', value));
    }
    case 'double':
      return doubleInside(value as number);
    case 'google.protobuf.Timestamp':
      return `timestamp(${goQuote(formatTimestamp(value as Timestamp))})`;
    case 'google.protobuf.Duration':
      return `duration(${goQuote(formatSeconds(value as Duration))})`;
    case 'bool':
    case 'int':
    case 'list':
    case 'map':
    case 'null_type':
    case 'type':
    case 'uint':
      return formatText(value);
    default:
      return new CelError(`no formatting function for ${typeName}`);
  }
}

function doubleInside(value: number): string {
  if (Number.isNaN(value)) return '"NaN"';
  if (Number.isFinite(value)) return exactDecimals(value, defaultPrecision);
  return value > 0 ? '"+Inf"' : '"-Inf"';
}

function formatList(list: ListValue): Formatted {
  const parts: string[] = [];
  for (const item of list.items()) {
    const part = isError(item) ? item : formatInside(item);
    if (isError(part)) return part;
    parts.push(part);
  }
  return `[${parts.join(', ')}]`;
}

function formatMap(map: MapValue): Formatted {
  const parts: (readonly [key: string, value: string])[] = [];
  const errors: CelError[] = [];
  for (const key of map.keys()) {
    const entry = formatEntry(map, key);
    if (isError(entry)) errors.push(entry);
    else parts.push(entry);
  }
  const error = anyOf(errors);
  if (error !== undefined) return error;
  const sorted = parts.toSorted(([a], [b]) => compareStrings(a, b));
  return `{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

function formatEntry(map: MapValue, key: Value): readonly [key: string, value: string] | CelError {
  const keyType = typeNameOf(key);
  if (!['bool', 'int', 'string', 'uint'].includes(keyType)) {
    return new CelError(`no formatting function for map key of type ${keyType}`);
  }
  const found = map.find(key) ?? null;
  const value = isError(found) ? found : formatInside(found);
  if (isError(value)) return value;
  const shown = formatInside(key);
  return isError(shown) ? shown : [shown, value];
}

import { formatDuration } from '../../manifest/duration.ts';
import { formatDouble } from './number.ts';
import { formatTimestamp } from './time.ts';
import {
  Duration,
  isError,
  ListValue,
  MapValue,
  Opaque,
  OptionalValue,
  Timestamp,
  TypeValue,
  Uint,
  Undecided,
  type Value,
} from './value.ts';

const highSurrogate = /[\ud800-\udbff]/;

/** How many code points: what CEL counts strings in. */
export function codePoints(text: string): number {
  if (!highSurrogate.test(text)) return text.length;
  let count = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd8_00 && unit <= 0xdb_ff && isLowSurrogate(text.charCodeAt(index + 1))) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc_00 && unit <= 0xdf_ff;
}

/** A value in the text of an error message, as Go prints it with `%v`. */
export function showValue(value: Value): string {
  if (value === null) return '0';
  if (value instanceof Uint) return String(value.value);
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint8Array) return `[${value.join(' ')}]`;
  if (value instanceof TypeValue) return value.typeName;
  if (value instanceof Duration) return formatDuration(value.nanoseconds);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof OptionalValue) {
    return value.value === undefined ? 'optional.none()' : `optional(${showValue(value.value)})`;
  }
  if (value instanceof ListValue) {
    return `[${[...value.items()].map((item) => (isError(item) ? item.message : showValue(item))).join(', ')}]`;
  }
  if (value instanceof MapValue) return showMap(value);
  return value instanceof Opaque ? value.typeName : String(value);
}

function showMap(map: MapValue): string {
  if (map.size > 1) throw new Undecided('the order in which a map is written is random');
  const entries = [...map.keys()].map((key) => {
    const value = map.find(key) ?? null;
    return `${showValue(key)}: ${isError(value) ? value.message : showValue(value)}`;
  });
  return `{${entries.join(', ')}}`;
}

/** As Go quotes a string with `%q`. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += quotedCharacter(character);
  return `${quoted}"`;
}

/** The escapes of one letter that Go and CEL write in quoted strings. */
export const shortEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quotedCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x20 || !/[\p{C}\p{Z}]/u.test(character)) return character;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xff_ff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

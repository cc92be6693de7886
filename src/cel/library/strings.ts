/** Functions on strings: the standard library's and version 2 of cel-go's extension. Positions are in code points. */
import { oneTraversal, sizeOf, twoTraversals, wholeTraversal } from '../evaluate/cost.ts';
import { shortEscapes, showValue } from '../value/text.ts';
import {
  ArrayList,
  CelError,
  isError,
  type ListValue,
  noSuchOverload,
  type Result,
  type Value,
} from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';
import { format } from './format.ts';

/** A function that says whether a string has another in some place. */
function partTest(
  name: string,
  id: string,
  test: (text: string, part: string) => boolean,
): FunctionDeclaration {
  const implementation = (text: Value, part: Value): Result =>
    typeof text === 'string' && typeof part === 'string' ? test(text, part) : noSuchOverload;
  return declare(name, [overload(id, 'string.(string): bool', implementation)], { unguarded: true });
}

function outOfRange(index: bigint): CelError {
  return new CelError(`index out of range: ${index}`);
}

function charAt(text: string, index: bigint): Result {
  const characters = [...text];
  return index < 0n || index > characters.length ? outOfRange(index) : (characters[Number(index)] ?? '');
}

function indexOf(text: string, part: string, offset = 0n): Result {
  if (part === '') return offset;
  if (offset < 0n) return outOfRange(offset);
  const [characters, wanted] = [[...text], [...part]];
  for (let start = Number(offset); start <= characters.length - wanted.length; start += 1) {
    if (wanted.every((character, index) => characters[start + index] === character)) return BigInt(start);
  }
  return -1n;
}

function lastIndexOf(text: string, part: string): Result {
  const length = [...text].length;
  if (part === '') return BigInt(length);
  if (Buffer.byteLength(text) < Buffer.byteLength(part)) return -1n;
  return lastIndexOfFrom(text, part, BigInt(length - 1));
}

function lastIndexOfFrom(text: string, part: string, offset: bigint): Result {
  if (part === '') return offset;
  if (offset < 0n) return outOfRange(offset);
  const [characters, wanted] = [[...text], [...part]];
  if (offset >= characters.length) return -1n;
  const last = Math.min(Number(offset), characters.length - wanted.length);
  for (let start = last; start >= 0; start -= 1) {
    if (wanted.every((character, index) => characters[start + index] === character)) return BigInt(start);
  }
  return -1n;
}

function replace(text: string, part: string, by: string, limit = -1n): Result {
  if (limit < 0n)
    return part === '' ? `${by}${[...text].map((each) => each + by).join('')}` : text.split(part).join(by);
  const pieces = splitPieces(text, part);
  const count = Math.min(Number(limit), pieces.length - 1);
  if (part === '') return replaceBetween(text, by, Number(limit));
  return [...pieces.slice(0, count), pieces.slice(count).join(part)].join(by);
}

/** At most `limit` insertions: before each character, and after the last one. */
function replaceBetween(text: string, by: string, limit: number): string {
  const characters = [...text];
  const inserted = characters.map((each, index) => (index < limit ? by + each : each)).join('');
  return characters.length < limit ? inserted + by : inserted;
}

function splitPieces(text: string, separator: string): string[] {
  return separator === '' ? [...text] : text.split(separator);
}

function split(text: string, separator: string, limit = -1n): Result {
  const pieces = splitPieces(text, separator);
  if (limit < 0n || limit >= pieces.length) return new ArrayList(pieces);
  if (limit === 0n) return new ArrayList([]);
  const last = Number(limit) - 1;
  return new ArrayList([...pieces.slice(0, last), pieces.slice(last).join(separator)]);
}

function substring(text: string, start: bigint): Result {
  const characters = [...text];
  if (start < 0n || start > characters.length) return outOfRange(start);
  return characters.slice(Number(start)).join('');
}

function substringRange(text: string, start: bigint, end: bigint): Result {
  if (start > end) return new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  const characters = [...text];
  if (start < 0n || start > characters.length) return outOfRange(start);
  if (end < 0n || end > characters.length) return outOfRange(end);
  return characters.slice(Number(start), Number(end)).join('');
}

/** What Unicode calls white space, which is not what JavaScript trims (U+FEFF, U+0085). */
const space = String.raw`[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const spaceAround = new RegExp(`^${space}|${space}$`, 'g');

function join(list: ListValue, separator = ''): Result {
  const parts: string[] = [];
  for (const item of list.items()) {
    if (isError(item)) return item;
    if (typeof item !== 'string') return new CelError(`join: invalid input: ${showValue(item)}`);
    parts.push(item);
  }
  return parts.join(separator);
}

function quote(text: string): Result {
  return `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, (character) => shortEscapes[character] ?? character)}"`;
}

const costOfResult = (_args: readonly Value[], result: Result): number => Math.ceil(sizeOf(result) * 0.2);

export const strings: readonly FunctionDeclaration[] = [
  partTest('contains', 'contains_string', (text, part) => text.includes(part)),
  partTest('endsWith', 'ends_with_string', (text, part) => text.endsWith(part)),
  partTest('startsWith', 'starts_with_string', (text, part) => text.startsWith(part)),
  declare('charAt', [overload('string_char_at_int', 'string.(int): string', charAt)]),
  declare(
    'indexOf',
    [
      overload('string_index_of_string', 'string.(string): int', indexOf),
      overload('string_index_of_string_int', 'string.(string, int): int', indexOf),
    ],
    { cost: wholeTraversal },
  ),
  declare(
    'lastIndexOf',
    [
      overload('string_last_index_of_string', 'string.(string): int', lastIndexOf),
      overload('string_last_index_of_string_int', 'string.(string, int): int', lastIndexOfFrom),
    ],
    { cost: wholeTraversal },
  ),
  declare(
    'lowerAscii',
    [
      overload('string_lower_ascii', 'string.(): string', (text: string) =>
        text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
      ),
    ],
    { cost: oneTraversal },
  ),
  declare(
    'upperAscii',
    [
      overload('string_upper_ascii', 'string.(): string', (text: string) =>
        text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
      ),
    ],
    { cost: oneTraversal },
  ),
  declare(
    'replace',
    [
      overload('string_replace_string_string', 'string.(string, string): string', replace),
      overload('string_replace_string_string_int', 'string.(string, string, int): string', replace),
    ],
    { cost: twoTraversals },
  ),
  declare(
    'split',
    [
      overload('string_split_string', 'string.(string): list(string)', split),
      overload('string_split_string_int', 'string.(string, int): list(string)', split),
    ],
    { cost: twoTraversals },
  ),
  declare(
    'substring',
    [
      overload('string_substring_int', 'string.(int): string', substring),
      overload('string_substring_int_int', 'string.(int, int): string', substringRange),
    ],
    { cost: oneTraversal },
  ),
  declare(
    'trim',
    [overload('string_trim', 'string.(): string', (text: string) => text.replace(spaceAround, ''))],
    { cost: oneTraversal },
  ),
  declare('format', [overload('string_format', 'string.(list(dyn)): string', format)]),
  declare('strings.quote', [overload('strings_quote', '(string): string', quote)]),
  declare(
    'join',
    [
      overload('list_join', 'list(string).(): string', join),
      overload('list_join_string', 'list(string).(string): string', join),
    ],
    { cost: costOfResult },
  ),
];

import { isAlias, isScalar, type Pair, parseDocument, Scalar, stringify, type YAMLMap } from 'yaml';
import type { Path } from '../../manifest/path.ts';
import { behindValue, commentPlace, renewed, written } from './comments.ts';
import {
  beginsLine,
  endOf,
  endOfLine,
  endOfScalar,
  endWithComments,
  isBlockScalar,
  lastLineEnd,
  mapAt,
  nameOf,
  pairAt,
  type Replacement,
  splice,
  startOf,
  startOfLine,
  startOfValue,
  startWithComments,
} from './offsets.ts';

/** Tells what takes the place of a value that is there, and of the comment about it. Empty: none is there. */
export function replacementsIn(
  text: string,
): (path: Path, value: string, comment: string | undefined) => readonly Replacement[] {
  const document = parseDocument(text);
  return (path, value, comment) => {
    const pair = pairAt(document, path);
    if (!(isScalar(pair?.value) || isAlias(pair?.value))) return [];
    const end = endOfScalar(text, pair);
    const place = commentPlace(text, pair);
    const about = written(renewed(place?.comment, comment), place?.opening);
    return [
      { start: startOfValue(pair), end, text: scalarText(value, quotesOf(pair)) },
      ...(place ? [{ start: place.start, end: place.end, text: about }] : []),
      ...(isBlockScalar(pair) ? [linesBelow(text, end, endOf(pair))] : []),
    ];
  };
}

/** What a block scalar holds goes; the last line end stays, and empty lines below. */
function linesBelow(text: string, header: number, end: number): Replacement {
  const start = endOfLine(text, header);
  return { start, end: start + text.slice(start, end).trimEnd().length, text: '' };
}

/** The text with a value at `path` that is new, and the comment behind it. */
export function addValue(text: string, path: Path, value: string, comment: string | undefined): string {
  const document = parseDocument(text);
  const scalar = scalarText(value);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const parent = mapAt(document, path.slice(0, depth));
    const added = { keys: path.slice(depth).map(String), scalar, comment, isInRoot: depth === 0 };
    if (parent) return (parent.flow ? insertFlow : insertBlock)(text, parent, added);
  }
  return text;
}

/** How its value is quoted; `undefined` if it is not. */
function quotesOf({ value }: Pair): Scalar.Type | undefined {
  const type = isScalar(value) ? value.type : undefined;
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? type : undefined;
}

/**
 * Fits between braces, too.
 *
 * @param quotes default: none, unless it were read as something else then, as `'1.10'` and `'*'`
 */
function scalarText(value: string, quotes?: Scalar.Type): string {
  const scalar = new Scalar(value);
  if (quotes !== undefined) scalar.type = quotes;
  const options = {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    singleQuote: true,
  } as const;
  return stringify([scalar], options).trim().slice(1, -1);
}

/** A value that is new, and the keys that lead to it, of which the map has none. */
interface Added {
  readonly keys: readonly string[];
  readonly scalar: string;
  readonly comment: string | undefined;
  readonly isInRoot: boolean;
}

function insertFlow(text: string, map: YAMLMap, { keys, scalar, comment, ...added }: Added): string {
  const [key = '', ...below] = keys.map((each) => scalarText(each));
  const entry = `${key}: ${below.reduceRight((inner, step) => `{ ${step}: ${inner} }`, scalar)}`;
  const last = map.items.at(-1);
  if (!last) {
    const [start, end] = map.range ?? [0, 0];
    if (text.slice(start, end).includes('#')) return text;
    return splice(text, start, end, `{ ${entry} }`);
  }
  // Before another one, whose comma and comment then stay behind it.
  const next = followerOf(map, keys, added.isInRoot) ?? last;
  if (!beginsLine(text, startOf(next))) {
    const isCommented = behindValue(text, endOf(last))?.comment !== undefined;
    return isCommented
      ? splice(text, startOf(next), startOf(next), `${entry}, `)
      : splice(text, endOf(last), endOf(last), `, ${entry}`);
  }
  const at = startWithComments(text, startOf(next), true);
  const indent = text.slice(startOfLine(text, startOf(next)), startOf(next));
  return splice(text, at, at, `${indent}${entry},${written(comment)}${newLineOf(text)}`);
}

function insertBlock(text: string, map: YAMLMap, { keys, scalar, comment, isInRoot }: Added): string {
  const [first] = map.items;
  if (!first) return text;
  const indent = startOf(first) - startOfLine(text, startOf(first));
  const newLine = newLineOf(text);
  const lines = keys.map((key, depth) => {
    const isLast = depth === keys.length - 1;
    return `${' '.repeat(indent + 2 * depth)}${scalarText(key)}:${isLast ? ` ${scalar}${written(comment)}` : ''}${newLine}`;
  });
  const block = lines.join('');
  const isSection = isInRoot && keys.length > 1;
  const next = followerOf(map, keys, isInRoot);
  if (next) {
    const at = startWithComments(text, startOf(next));
    return splice(text, at, at, isSection ? `${block}${newLine}` : block);
  }
  const end = endWithComments(text, lastLineEnd(text, map), startOf(first));
  const gap = end > 0 && text[end - 1] !== '\n' ? newLine : '';
  return splice(text, end, end, `${gap}${isSection ? newLine : ''}${block}`);
}

/** What a new key is written before: in sorted maps the next one. Files have `apps` last, and `releases` before it. */
function followerOf(map: YAMLMap, [key = '']: readonly string[], isInRoot: boolean): Pair | undefined {
  const names = map.items.map((item) => nameOf(item));
  if (isInRoot) return map.items.find((item) => key !== 'apps' && nameOf(item) === 'apps');
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  return isSorted ? map.items.find((item) => nameOf(item) > key) : undefined;
}

function newLineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

import { type Node, type Pair, parseDocument } from 'yaml';
import type { Path } from '../../manifest/path.ts';
import { behindValue, renewed, written } from './comments.ts';
import {
  beginsLine,
  endOf,
  endWithComments,
  lastLineEnd,
  mapAt,
  nameOf,
  splice,
  startOf,
  startOfLine,
  startWithComments,
} from './offsets.ts';

/** The text without the key at `path`, and without every map that is empty then. */
export function removeKey(text: string, path: Path): string {
  const parent = mapAt(parseDocument(text), path.slice(0, -1));
  const index = parent?.items.findIndex((item) => nameOf(item) === String(path.at(-1))) ?? -1;
  const item = parent?.items[index];
  if (!parent || !item) return text;
  if (parent.items.length === 1 && path.length > 1) return removeKey(text, path.slice(0, -1));
  const [previous, next] = [parent.items[index - 1], parent.items[index + 1]];
  if (parent.flow && !fillsLines(text, item, next)) return removeBetweenBraces(text, item, previous, next);
  const isFlow = parent.flow === true;
  // What stands above the first of several keys is about all of them, unless the next one has comments of its own.
  const isHeading = !previous && next !== undefined && !hasCommentAbove(text, next, isFlow);
  const start = isHeading ? startOfLine(text, startOf(item)) : startWithComments(text, startOf(item), isFlow);
  const lineEnd = lastLineEnd(text, item.value as Node | null, startOf(item));
  const end = isFlow ? lineEnd : endWithComments(text, lineEnd, startOf(item));
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isGap = /(^|\n)\r?\n$/.test(before) && (after === '' || /^\r?\n/.test(after));
  return isGap ? before.replace(/\r?\n$/, '') + after : before + after;
}

/**
 * The text without an item that shares its lines with others, or with the brace behind it; as it is where a comment about
 * another one may stand between them.
 */
function removeBetweenBraces(text: string, item: Pair, previous?: Pair, next?: Pair): string {
  const start = startOf(item);
  const end = endOf(item);
  const behind = behindValue(text, end);
  if (next && !behind) return splice(text, start, startOf(next), '');
  if (next && !beginsLine(text, startOf(next))) return text;
  if (next) return text.slice(0, start).trimEnd() + text.slice(behind?.end);
  // Behind the brace, what is no version is about the map.
  const words = behind?.isBehindMap ? written(renewed(behind.comment, undefined), behind.opening) : '';
  const rest = text.slice(end, behind?.start ?? end) + words + text.slice(behind?.end ?? end);
  if (beginsLine(text, start)) {
    const indent = text.slice(startOfLine(text, start), start);
    return text.slice(0, startWithComments(text, start, true)) + indent + rest.replace(/^[ \t,]+/, '');
  }
  const kept = previous ? endOf(previous) : start;
  return text.slice(kept, start).includes('\n') ? text : text.slice(0, kept) + rest;
}

/** Between braces: whether its lines hold nothing else, so that they can go as lines of a block do. */
function fillsLines(text: string, item: Pair, next?: Pair): boolean {
  const behind = behindValue(text, endOf(item));
  const isApart = beginsLine(text, startOf(item)) && (!next || beginsLine(text, startOf(next)));
  return isApart && behind !== undefined && !behind.isBehindMap;
}

function hasCommentAbove(text: string, item: Pair, isFlow: boolean): boolean {
  return startWithComments(text, startOf(item), isFlow) < startOfLine(text, startOf(item));
}

import { isMap, type Node, type Pair, parseDocument } from 'yaml';
import type { Path } from '../../manifest/path.ts';
import { behindValue } from './comments.ts';
import {
  beginsLine,
  endOf,
  lastLineEnd,
  nameOf,
  splice,
  startOf,
  startOfLine,
  startWithComments,
} from './offsets.ts';

/** The text without the key at `path`, and without every map that is empty then. */
export function removeKey(text: string, path: Path): string {
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return text;
  const index = parent.items.findIndex((item) => nameOf(item) === String(path.at(-1)));
  const item = parent.items[index];
  if (!item) return text;
  if (parent.items.length === 1 && path.length > 1) return removeKey(text, path.slice(0, -1));
  const [previous, next] = [parent.items[index - 1], parent.items[index + 1]];
  if (parent.flow && !fillsLines(text, item)) {
    if (previous) return splice(text, endOf(previous), endOf(item), '');
    return splice(text, startOf(item), next ? startOf(next) : endOf(item), '');
  }
  // What stands above the first of several keys is about all of them, unless the next one has comments of its own.
  const isHeading = !previous && next !== undefined && !hasCommentAbove(text, next);
  const start = (isHeading ? startOfLine : startWithComments)(text, startOf(item));
  const end = lastLineEnd(text, item.value as Node | null, startOf(item));
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isGap = /(^|\n)\r?\n$/.test(before) && (after === '' || /^\r?\n/.test(after));
  return isGap ? before.replace(/\r?\n$/, '') + after : before + after;
}

/** Between braces: whether its lines hold nothing else, so that they can go as lines of a block do. */
function fillsLines(text: string, item: Pair): boolean {
  const behind = behindValue(text, endOf(item));
  return beginsLine(text, startOf(item)) && behind !== undefined && !behind.closed.includes('}');
}

function hasCommentAbove(text: string, item: Pair): boolean {
  return startWithComments(text, startOf(item)) < startOfLine(text, startOf(item));
}

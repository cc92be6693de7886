import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../../manifest/path.ts';

/** From one offset to another. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param replacements that have no place in common; what only adds text stands before what else begins there */
export function spliceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((current, each) => splice(current, each.start, each.end, each.text), text);
}

export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The map at a path; an empty path is the whole document. */
export function mapAt(document: Document, path: Path): YAMLMap | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(node) ? node : undefined;
}

/** The key at a path of keys, and what stands behind it. */
export function pairAt(document: Document, path: Path): Pair | undefined {
  const name = String(path.at(-1));
  return mapAt(document, path.slice(0, -1))?.items.find((item) => nameOf(item) === name);
}

export function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

export function startOf({ key }: Pair): number {
  return (key as Node | null)?.range?.[0] ?? 0;
}

export function endOfKey({ key }: Pair): number {
  return (key as Node | null)?.range?.[1] ?? 0;
}

/** Behind its tag and its anchor. */
export function startOfValue(item: Pair): number {
  return (item.value as Node | null)?.range?.[0] ?? endOfKey(item);
}

export function endOf(item: Pair): number {
  return (item.value as Node | null)?.range?.[1] ?? endOfKey(item);
}

/** Where a comment about it may stand: behind the value, or behind the `>-` that it stands below. */
export function endOfScalar(text: string, item: Pair): number {
  if (!isBlockScalar(item)) return endOf(item);
  const start = startOfValue(item);
  return start + (/^[|>][\d+-]*/.exec(text.slice(start))?.[0].length ?? 0);
}

/** Whether it stands below `|` or `>`. */
export function isBlockScalar({ value }: Pair): boolean {
  return isScalar(value) && (value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL');
}

/** Whether nothing stands before it in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === '';
}

/**
 * The start of the line at `offset`, or of the comment lines right above it; the head of the file is none of them, nor
 * are those that a block above closes with: they are indented deeper.
 *
 * @param isFlow between braces, where no indentation tells anything
 */
export function startWithComments(text: string, offset: number, isFlow = false): number {
  let start = startOfLine(text, offset);
  const indent = isFlow ? Number.POSITIVE_INFINITY : offset - start;
  let line = start;
  while (line > 0) {
    const above = startOfLine(text, line - 1);
    const found = /^[ \t]*(?=#)/.exec(text.slice(above, line));
    if (above === 0 || !found) return start;
    if (found[0].length <= indent) start = above;
    line = above;
  }
  return start;
}

/** `end`, or behind the comment lines below it that are indented deeper than a key, and so are about what it holds. */
export function endWithComments(text: string, end: number, key: number): number {
  const indent = key - startOfLine(text, key);
  const deeper = new RegExp(`(?:[ \\t]*\\r?\\n)*[ ]{${indent + 1},}#[^\\n]*(?:\\n|$)`, 'y');
  let last = end;
  for (deeper.lastIndex = end; deeper.test(text); ) last = deeper.lastIndex;
  return last;
}

/** Behind the last line that belongs to a node, comments behind it included. */
export function lastLineEnd(text: string, node: Node | null, fallback = 0): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1);
    if (last !== undefined) {
      const pair = isMap(node) ? (last as Pair) : undefined;
      return lastLineEnd(text, (pair ? pair.value : last) as Node | null, pair ? startOf(pair) : fallback);
    }
  }
  const end = node?.range?.[1] ?? fallback;
  if (end > fallback && text[end - 1] === '\n') return end;
  const newLine = text.indexOf('\n', end);
  return newLine === -1 ? text.length : newLine + 1;
}

export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

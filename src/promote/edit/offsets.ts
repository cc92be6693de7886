import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** From one offset to another. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param replacements that have no place in common */
export function spliceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements
    .toSorted((a, b) => b.start - a.start)
    .reduce((current, each) => splice(current, each.start, each.end, each.text), text);
}

export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

export function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

export function startOf({ key }: Pair): number {
  return (key as Node | null)?.range?.[0] ?? 0;
}

export function endOf(item: Pair): number {
  return (item.value as Node | null)?.range?.[1] ?? (item.key as Node | null)?.range?.[1] ?? 0;
}

/** Whether nothing stands before it in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === '';
}

/** The start of the line at `offset`, or of the comment lines right above it; the head of the file is none of them. */
export function startWithComments(text: string, offset: number): number {
  let start = startOfLine(text, offset);
  const indent = offset - start;
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    const line = text.slice(above, start);
    if (above === 0 || !line.startsWith(`${' '.repeat(indent)}#`)) return start;
    start = above;
  }
  return start;
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

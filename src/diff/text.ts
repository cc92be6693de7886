import type { Hunk } from './change.ts';
import { commonSubsequence } from './sequence.ts';

const contextLines = 3;

type Line = readonly [mark: ' ' | '-' | '+', text: string];

/** The lines in which two texts differ, each run with three lines around it. A missing line break at the end is no line. */
export function textHunks(before: string, after: string): Hunk[] {
  const lines = editScript(before.split('\n'), after.split('\n'));
  const changed = lines.flatMap(([mark], index) => (mark === ' ' ? [] : [index]));
  const ranges: [number, number][] = [];
  for (const index of changed) {
    const range = ranges.at(-1);
    if (range !== undefined && index - contextLines <= range[1] + 1) range[1] = index + contextLines;
    else ranges.push([Math.max(0, index - contextLines), index + contextLines]);
  }
  let [beforeLine, afterLine, next] = [1, 1, 0];
  const pass = (end: number): void => {
    for (; next < end; next += 1) {
      if (lines[next]?.[0] !== '+') beforeLine += 1;
      if (lines[next]?.[0] !== '-') afterLine += 1;
    }
  };
  return ranges.map(([start, end]) => {
    pass(start);
    const hunk = {
      beforeLine,
      afterLine,
      lines: lines.slice(start, end + 1).map(([mark, text]) => mark + text),
    };
    pass(Math.min(end + 1, lines.length));
    return hunk;
  });
}

function editScript(before: readonly string[], after: readonly string[]): Line[] {
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  const pairs: [number, number][] = [...commonSubsequence(before, after), [before.length, after.length]];
  for (const [nextBefore, nextAfter] of pairs) {
    for (const text of before.slice(i, nextBefore)) lines.push(['-', text]);
    for (const text of after.slice(j, nextAfter)) lines.push(['+', text]);
    if (nextBefore < before.length) lines.push([' ', before[nextBefore] ?? '']);
    [i, j] = [nextBefore + 1, nextAfter + 1];
  }
  return lines;
}

import { textHunks } from '../diff/text.ts';
import type { Location } from '../report/finding.ts';

/** One line of a file that was changed, or would be. */
export interface ChangedLine {
  /** In the new text; of a removed line, in the old one. */
  readonly location: Location;
  readonly line: string;
  readonly kind: 'set' | 'removed';
}

/** The lines in which a file differs, empty ones aside. A line that has another value in its place is set. */
export function changedLines(file: string, before: string, after: string): ChangedLine[] {
  return textHunks(before, after).flatMap(({ beforeLine, afterLine, lines }) => {
    let [old, now] = [beforeLine, afterLine];
    return lines.flatMap((marked, index): ChangedLine[] => {
      const [mark, line] = [marked[0], marked.slice(1)];
      const isRemoved = mark === '-';
      const location = { file, line: isRemoved ? old : now, column: line.search(/\S/) + 1 };
      if (mark !== '+') old += 1;
      if (!isRemoved) now += 1;
      if (mark === ' ' || line.trim() === '' || (isRemoved && isReplaced(line, lines.slice(index))))
        return [];
      return [{ location, line: line.trim(), kind: isRemoved ? 'removed' : 'set' }];
    });
  });
}

/** @param below what follows, marked; a line that both have ends its place, and an empty one */
function isReplaced(line: string, below: readonly string[]): boolean {
  const end = below.findIndex((each) => /^( |\+\s*$)/.test(each));
  const run = below.slice(0, end === -1 ? undefined : end);
  return run.some((each) => each.startsWith('+') && keyOf(each.slice(1)) === keyOf(line));
}

function keyOf(line: string): string {
  return line.split(':')[0] ?? '';
}

import { formatPath } from '../../manifest/path.ts';
import type { Document, Section } from '../../report/document.ts';
import { counted } from '../../report/words.ts';
import type { Published } from './publish.ts';
import type { FileChanges } from './tree.ts';

/** Longer values are cut in tables; the JSON output has them whole. */
const longestValue = 60;

/** What the lab has otherwise than dist, by rule; changes that read the same are one line. */
export function publishedDocument(title: string, { commit, isNew, changes }: Published): Document {
  const total = changes.reduce((sum, file) => sum + file.changes.length, 0);
  const what = isNew ? `commit ${commit}` : `nothing has changed since commit ${commit}`;
  return {
    title,
    summary: `${what}; differs from dist in ${counted(total, 'field')} of ${counted(changes.length, 'file')}`,
    sections: [...groupedByRule(changes)].map(([rule, lines]) => sectionOf(rule, lines)),
    data: { commit, isNew, changes },
  };
}

interface Line {
  readonly row: readonly string[];
  times: number;
}

interface Group {
  readonly reason: string;
  /** By what they show. */
  readonly lines: Map<string, Line>;
}

function groupedByRule(changes: readonly FileChanges[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { kind, changes: inFile } of changes) {
    for (const { rule, reason, path, before, after } of inFile) {
      const group: Group = groups.get(rule) ?? { reason, lines: new Map<string, Line>() };
      groups.set(rule, group);
      const row = [kind, formatPath(path), shown(before), shown(after)];
      const line: Line = group.lines.get(row.join('\n')) ?? { row, times: 0 };
      group.lines.set(row.join('\n'), line);
      line.times += 1;
    }
  }
  return groups;
}

function sectionOf(rule: string, { reason, lines }: Group): Section {
  return {
    type: 'table',
    title: `${rule}: ${reason}`,
    columns: ['kind', 'field', 'in dist', 'in the lab', 'times'],
    rows: [...lines.values()].map(({ row, times }) => [...row, String(times)]),
  };
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.trimEnd().replaceAll('\n', ' ');
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
}

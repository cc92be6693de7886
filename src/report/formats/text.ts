import { styleText } from 'node:util';
import { countBySeverity, findingsOf, neutralize, placeOf, tableOf } from '../content.ts';
import type { Document, Section, TableSection } from '../document.ts';
import type { Finding, Severity } from '../finding.ts';
import type { FormatOptions } from '../options.ts';
import { sortFindings } from '../sort.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const severityStyle: Readonly<Record<Severity, Style>> = {
  unjudged: 'magenta',
  error: 'red',
  warning: 'yellow',
};

/** For a terminal: sections in order, then the summary as the last line, where the eye is. */
export function formatText(document: Document, { color = false }: FormatOptions): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const blocks = document.sections
    .map((section) => formatSection(section, paint))
    .filter((block) => block !== '');
  const counts = countBySeverity(findingsOf(document));
  const summary = `${paint('bold', neutralize(document.title))}: ${neutralize(document.summary)}`;
  return `${[...blocks, counts === '' ? summary : `${summary} (${counts})`].join('\n\n')}\n`;
}

function formatSection(section: Section, paint: Paint): string {
  const lines = linesOf(section, paint);
  if (lines.length === 0) return '';
  const title = section.title === undefined ? [] : [paint('bold', neutralize(section.title))];
  return [...title, ...lines].join('\n');
}

function linesOf(section: Section, paint: Paint): string[] {
  if (section.type === 'text') return section.lines.map(neutralize);
  if (section.type === 'diff') return section.lines.map((line) => diffLine(neutralize(line), paint));
  if (section.type === 'findings')
    return sortFindings(section.findings).flatMap((finding) => findingLines(finding, paint));
  return tableLines(tableOf(section), paint);
}

function findingLines(finding: Finding, paint: Paint): string[] {
  const place = neutralize(placeOf(finding));
  const severity = paint(severityStyle[finding.severity], `${finding.severity}[${finding.rule}]`);
  const lines = [`${place === '' ? '' : `${place}: `}${severity}: ${neutralize(finding.message)}`];
  if (finding.allowed !== undefined) lines.push(`  allowed: ${neutralize(finding.allowed)}`);
  if (finding.next !== undefined) lines.push(`  next: ${neutralize(finding.next)}`);
  return lines;
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('green', line);
  return line.startsWith('-') ? paint('red', line) : line;
}

function tableLines({ columns, rows }: TableSection, paint: Paint): string[] {
  const cells = [columns, ...rows].map((row) => row.map(neutralize));
  const widths = columns.map((_, index) =>
    cells.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), 0),
  );
  return cells.map((row, index) => {
    const line = row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
    return index === 0 ? paint('dim', line) : line;
  });
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - widthOf(cell));
}

/** Columns in a terminal: East Asian wide characters and emoji take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

import { countBySeverity, findingsOf, formatLocation, neutralize } from '../content.ts';
import type { Document, Section } from '../document.ts';
import type { Finding } from '../finding.ts';
import { sortFindings } from '../sort.ts';

/** GitHub refuses longer comments (in characters). */
const commentLimit = 65_536;

/** For a pull-request comment or a job summary: at most `commentLimit` characters, worst findings first. */
export function formatMarkdown(document: Document): string {
  const counts = countBySeverity(findingsOf(document));
  const head = `## ${escape(document.title)}\n\n${escape(document.summary)}${counts === '' ? '' : ` (${counts})`}\n`;
  const budget = new Budget(commentLimit - head.length);
  return head + document.sections.map((section) => formatSection(section, budget)).join('');
}

/** Hands out what is left of the comment, and keeps enough back to say what did not fit. */
class Budget {
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  /** As many of the lines as fit, and a note on the rest. */
  take(lines: readonly string[], head: string, what: string): string {
    const reserve = 200;
    let text = head;
    for (const [index, line] of lines.entries()) {
      if (text.length + line.length + reserve > this.#left) {
        text += `\n… and ${lines.length - index} more ${what}, left out for want of space.\n`;
        break;
      }
      text += line;
    }
    if (text.length > this.#left) return '';
    this.#left -= text.length;
    return text;
  }
}

function formatSection(section: Section, budget: Budget): string {
  const title = section.title === undefined ? '\n' : `\n### ${escape(section.title)}\n\n`;
  if (section.type === 'text') {
    const lines = section.lines.map((line) => `${escape(line)}  \n`);
    return budget.take(lines, title, 'lines');
  }
  if (section.type === 'table') {
    const head = `${row(section.columns.map(escape))}${row(section.columns.map(() => '---'))}`;
    const rows = section.rows.map((cells) => row(cells.map(escape)));
    return budget.take(rows, title + head, 'rows');
  }
  if (section.findings.length === 0) return '';
  const head = '| | where | what | next |\n| --- | --- | --- | --- |\n';
  return budget.take(sortFindings(section.findings).map(findingRow), title + head, 'findings');
}

function findingRow(finding: Finding): string {
  const { severity, rule, message, allowed, next = '', location, subject } = finding;
  const where = [
    location === undefined ? '' : code(formatLocation(location)),
    subject === undefined ? '' : escape(subject),
  ];
  const what = `${escape(message)}${allowed === undefined ? '' : `<br>allowed: ${escape(allowed)}`}`;
  return row([
    `**${severity}** ${code(rule)}`,
    where.filter((part) => part !== '').join('<br>'),
    what,
    escape(next),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Text that Markdown, HTML, mentions and autolinked references leave alone. */
function escape(text: string): string {
  return neutralize(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}

/** A backtick inside ends a code span, whatever precedes it, so there is none; `|` ends a cell even in code. */
function code(text: string): string {
  return `\`${neutralize(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

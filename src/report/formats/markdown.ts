import { beginningOf, countBySeverity, findingsOf, formatLocation, neutralize, tableOf } from '../content.ts';
import type { DiffSection, Document, Section } from '../document.ts';
import type { Finding } from '../finding.ts';
import { escapeMarkup } from '../markup.ts';
import { sortFindings } from '../sort.ts';

/** GitHub refuses longer comments (in characters). */
const commentLimit = 65_536;

/** For a pull-request comment or a job summary: at most `commentLimit` characters, worst findings first. */
export function formatMarkdown(document: Document): string {
  const counts = countBySeverity(findingsOf(document));
  const head = `## ${escape(document.title)}\n\n${escape(document.summary)}${counts === '' ? '' : ` (${counts})`}\n`;
  const sections = document.sections.filter(
    (section) => section.type !== 'findings' || section.findings.length > 0,
  );
  const budget = new Budget(commentLimit - head.length, sections.length);
  const body = sections.map((section) => formatSection(section, budget)).join('');
  return head + body + budget.note();
}

/** What a section takes at most of what is left, unless it is the last: a long one leaves room for an overview below it. */
const mostOfRest = 2 / 3;

/** Hands out what is left of the comment, and keeps enough back to say what did not fit. */
class Budget {
  #left: number;
  #leftOut = 0;
  #sections: number;

  constructor(characters: number, sections: number) {
    this.#left = characters - 100;
    this.#sections = sections;
  }

  /** As many of the lines as fit between head and foot, and a note on the rest. */
  take(lines: readonly string[], head: string, what: string, foot = ''): string {
    const reserve = 200;
    this.#sections -= 1;
    const room = this.#sections === 0 ? this.#left : this.#left * mostOfRest;
    let text = head;
    let rest = '';
    for (const [index, line] of lines.entries()) {
      if (text.length + line.length + foot.length + reserve > room) {
        rest = `\n… and ${lines.length - index} more ${what}, left out for want of space.\n`;
        break;
      }
      text += line;
    }
    text += foot + rest;
    if (text.length > room) {
      this.#leftOut += 1;
      return '';
    }
    this.#left -= text.length;
    return text;
  }

  /** On sections of which not even the title fits. */
  note(): string {
    return this.#leftOut === 0 ? '' : `\n… and ${this.#leftOut} more sections, left out for want of space.\n`;
  }
}

function formatSection(section: Section, budget: Budget): string {
  if (section.type === 'diff') return formatDiff(section, budget);
  const title = section.title === undefined ? '\n' : `\n### ${escape(section.title)}\n\n`;
  if (section.type === 'text') {
    const lines = section.lines.map((line) => `${escape(line)}  \n`);
    return budget.take(lines, title, 'lines');
  }
  if (section.type !== 'findings') {
    const { columns, rows } = tableOf(section);
    const head = `${row(columns.map(escape))}${row(columns.map(() => '---'))}`;
    const lines = rows.map((cells) => row(cells.map(escape)));
    return budget.take(lines, title + head, 'rows');
  }
  const head = '| | where | what | next |\n| --- | --- | --- | --- |\n';
  return budget.take(sortFindings(section.findings).map(findingRow), title + head, 'findings');
}

/** Folded; the fence is longer than any run of backticks within. */
function formatDiff({ title, lines }: DiffSection, budget: Budget): string {
  const texts = lines.map((line) => `${neutralize(beginningOf(line))}\n`);
  const longest = texts
    .flatMap((line) => line.match(/`+/g) ?? [])
    .reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const head = `\n<details><summary>${asWritten(escapeMarkup(plain(title)))}</summary>\n\n${fence}diff\n`;
  return budget.take(texts, head, 'lines', `${fence}\n\n</details>\n`);
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

/** Text that Markdown, HTML, formulas, pictures, mentions and references leave alone. */
function escape(text: string): string {
  const escaped = plain(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return asWritten(escaped);
}

/**
 * Markup in which GitHub makes no formula of two dollar signs, as in `$(HOST):$(PORT)`, and no picture of the name of one,
 * as in `arn:aws:secretsmanager:…:secret:prod/db`. It looks for both in texts between tags, for pictures by names in small
 * letters. Sources: `EmojiFilter` of html-pipeline;
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
 */
function asWritten(markup: string): string {
  return markup.replace(/\$|:(?=[a-z\d\\_+-]+:)(?!(?!100:|1234:)\d+:)/g, '<span>$&</span>');
}

/**
 * Text in which GitHub finds nobody to notify and no issue to refer to. It looks for them in what Markdown and HTML have
 * become, so that no escape keeps them from it; a space of no width does, and an address that leads there. Sources:
 * `MentionFilter` of html-pipeline;
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
function plain(text: string): string {
  return neutralize(beginningOf(text))
    .replace(/(?<![a-z\d])@(?=[a-z\d])|#(?=\d)|\bGH-(?=\d)/gi, '$&\u200b')
    .replace(issueAddress, 'redirect.');
}

/** The place in the address of an issue where one begins that refers to nothing. */
const issueAddress =
  /(?<=https?:\/\/)(?:www\.)?(?=github\.com\/[^\s/]+\/[^\s/]+\/(?:issues|pull|discussions)\/\d)/gi;

/** A backtick inside ends a code span, whatever precedes it, so there is none; `|` ends a cell even in code. */
function code(text: string): string {
  return `\`${neutralize(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

import type { Document, GridSection, TableSection, TimelineSection } from './document.ts';
import type { Finding, Location, Severity } from './finding.ts';
import { severities, sortFindings } from './sort.ts';

/** What several formats need to know of a Document. */

/**
 * For formats that show only so many: of each severity, what the document tells first. Within a section as `findingsOf`.
 */
export function findingsInOrder({ sections }: Document): Finding[] {
  const told = sections.flatMap((section) =>
    section.type === 'findings' ? sortFindings(section.findings) : [],
  );
  return severities.flatMap((each) => told.filter(({ severity }) => severity === each));
}

/** The findings of all sections, worst first. */
export function findingsOf(document: Document): Finding[] {
  return sortFindings(
    document.sections.flatMap((section) => (section.type === 'findings' ? section.findings : [])),
  );
}

/** For formats that have nothing better than a table. */
export function tableOf(section: TableSection | GridSection | TimelineSection): TableSection {
  switch (section.type) {
    case 'table':
      return section;
    case 'grid': {
      const { title, columns } = section;
      const rows = section.rows.map(({ name, cells }) => [
        name,
        ...cells.map((cell) => [cell?.state, cell?.note].filter((part) => part !== undefined).join(': ')),
      ]);
      return { type: 'table', title, columns: ['', ...columns], rows };
    }
    case 'timeline': {
      const rows = section.events.map(({ time, who, what, subject }) => [time, who, subject, what]);
      return { type: 'table', title: section.title, columns: ['time', 'who', 'where', 'what'], rows };
    }
  }
}

/** `3 unjudged, 1 error`; empty without findings. */
export function countBySeverity(findings: readonly Finding[]): string {
  return severities
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => plural(count, severity))
    .join(', ');
}

function plural(count: number, severity: Severity): string {
  return `${count} ${severity}${severity === 'unjudged' || count === 1 ? '' : 's'}`;
}

/** `file:line:column`, as far as known. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** Where a finding is, for a person: a place in a file, or the subject, or both. */
export function placeOf(finding: Finding): string {
  const place = finding.location === undefined ? '' : formatLocation(finding.location);
  if (finding.subject === undefined) return place;
  return place === '' ? finding.subject : `${place} (${finding.subject})`;
}

/** Message, what is allowed and what to do next, on one line. */
export function fullMessage({ message, allowed, next }: Finding): string {
  const parts = [message];
  if (allowed !== undefined) parts.push(`allowed: ${allowed}`);
  if (next !== undefined) parts.push(`next: ${next}`);
  return parts.join('; ');
}

/** What a reader takes in of one line; beyond it, JSON is of more use. */
const shownCharacters = 2_000;

/** A line, or as much of it as one would read: what is long must not take the place of all that comes after it. */
export function beginningOf(line: string): string {
  return line.length > shownCharacters
    ? `${line.slice(0, shownCharacters).replace(/[\ud800-\udbff]$/, '')}…`
    : line;
}

/** What drives a terminal, takes no room, or looks like a plain space. The ideographic space is as wide as its neighbours. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800[\p{Zs}--[ \u3000]]]/v;
/** Emojis are made with joiners and selectors. */
const emojiOrUnseen = new RegExp(`\\p{RGI_Emoji}|${unseen.source}`, 'gv');

/**
 * Makes control characters visible (`\x1b`), so that a value in a message cannot drive a terminal or forge a line; and
 * those that are as good as invisible, so that two values that differ by one do not look the same.
 */
export function neutralize(text: string): string {
  // Most texts have none, and are looked at once.
  return unseen.test(text) ? text.replace(emojiOrUnseen, shownCharacter) : text;
}

/** @param found one character, or an emoji of several */
function shownCharacter(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  if (!unseen.test(String.fromCodePoint(code))) return found;
  if (found === '\n') return '\\n';
  if (found === '\t') return '\\t';
  if (found === '\r') return '\\r';
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

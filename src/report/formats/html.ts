import { countBySeverity, findingsOf, formatLocation, neutralize } from '../content.ts';
import type { Document, Section } from '../document.ts';
import type { Finding } from '../finding.ts';
import { escapeMarkup } from '../markup.ts';
import { sortFindings } from '../sort.ts';

/** One page that needs nothing else: no script, no font, no request; light or dark as the reader's system is. */
export function formatHtml(document: Document): string {
  const counts = countBySeverity(findingsOf(document));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(document.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${text(document.title)}</h1>
<p class="summary">${text(document.summary)}${counts === '' ? '' : ` (${counts})`}</p>
${document.sections
  .map(formatSection)
  .filter((section) => section !== '')
  .join('\n')}
</main>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --error: light-dark(#b3261e, #ff8a80); --warning: light-dark(#7a4f01, #ffd180);
  --unjudged: light-dark(#6a1b9a, #e1a8ff); --line: light-dark(#ddd, #444); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  background: light-dark(#fff, #161616); color: light-dark(#1b1b1b, #e6e6e6); }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
code { font-size: .9em; } pre { overflow-x: auto; } ins, del { text-decoration: none; }
ins { color: light-dark(#1a6b2c, #8ddb9f); } del { color: var(--error); }
.error { color: var(--error); } .warning { color: var(--warning); } .unjudged { color: var(--unjudged); }
.note { opacity: .8; }
`;

function formatSection(section: Section): string {
  const body = bodyOf(section);
  if (body === '') return '';
  const title = section.title === undefined ? '' : `<h2>${text(section.title)}</h2>\n`;
  return `<section>\n${title}${body}\n</section>`;
}

function bodyOf(section: Section): string {
  if (section.type === 'text') return section.lines.map((line) => `<p>${text(line)}</p>`).join('\n');
  if (section.type === 'diff') return `<pre>${section.lines.map(diffLine).join('\n')}</pre>`;
  if (section.type === 'table') {
    const cells = section.rows.map((row) => row.map(text));
    return table(section.columns, cells);
  }
  if (section.findings.length === 0) return '';
  return table(['severity', 'where', 'what'], sortFindings(section.findings).map(findingCells));
}

function diffLine(line: string): string {
  if (line.startsWith('+')) return `<ins>${text(line)}</ins>`;
  return line.startsWith('-') ? `<del>${text(line)}</del>` : text(line);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function findingCells({ severity, rule, message, allowed, next, location, subject }: Finding): string[] {
  const where = [location === undefined ? undefined : formatLocation(location), subject];
  const what = [
    text(message),
    ...(allowed === undefined ? [] : [`<span class="note">allowed: ${text(allowed)}</span>`]),
    ...(next === undefined ? [] : [`<span class="note">next: ${text(next)}</span>`]),
  ];
  return [
    `<strong class="${severity}">${severity}</strong><br><code>${text(rule)}</code>`,
    where.flatMap((part) => (part === undefined ? [] : [`<code>${text(part)}</code>`])).join('<br>'),
    what.join('<br>'),
  ];
}

function text(value: string): string {
  return escapeMarkup(neutralize(value));
}

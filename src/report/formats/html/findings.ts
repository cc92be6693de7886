import { countBySeverity, formatLocation } from '../../content.ts';
import type { Finding } from '../../finding.ts';
import { sortFindings } from '../../sort.ts';
import { type Budget, restText } from './budget.ts';
import { text } from './text.ts';

/** More findings than this begin folded, those about one thing together. */
const openFindings = 40;

/** Worst first, what is about the same object or file in one fold. */
export function findingItems(findings: readonly Finding[], budget: Budget): string {
  if (findings.length === 0) return '';
  const groups = [
    ...Map.groupBy(sortFindings(findings), ({ subject, location }) => subject ?? location?.file),
  ];
  const isOpen = findings.length <= openFindings;
  const items = budget.take(
    groups,
    ([about, members]) => group(about, members, isOpen),
    (left) => `<li class="rest">${restText(left, 'objects and files with findings')}</li>`,
  );
  return `<ul class="items" role="list">\n${items}\n</ul>`;
}

/** Of one object or file; beyond it, JSON is of more use. */
const shownOfOne = 1_000;

function group(about: string | undefined, findings: readonly Finding[], isOpen: boolean): string {
  const [first] = findings;
  if (about === undefined || first === undefined || findings.length === 1)
    return findings.map((finding) => item(finding, about)).join('\n');
  const name = about === first.location?.file ? `<code>${text(about)}</code>` : text(about);
  const shown = findings.slice(0, shownOfOne).map((finding) => item(finding));
  const left = findings.length - shown.length;
  if (left > 0) shown.push(`<li class="rest">${restText(left, 'findings')}</li>`);
  return `<li><details class="group"${isOpen ? ' open' : ''}><summary><span class="name">${name}</span> <span class="tag ${first.severity}">${countBySeverity(findings)}</span></summary>
<ul class="items" role="list">
${shown.join('\n')}
</ul></details></li>`;
}

/** @param about told with the finding, where nothing around it does */
function item(
  { severity, rule, message, allowed, next, location, subject }: Finding,
  about?: string,
): string {
  const notes = [
    ...(location === undefined ? [] : [`<code>${text(formatLocation(location))}</code>`]),
    ...(allowed === undefined ? [] : [`allowed: ${text(allowed)}`]),
    ...(next === undefined ? [] : [`next: ${text(next)}`]),
  ];
  const name = about !== undefined && about === subject ? `<p class="name">${text(about)}</p>` : '';
  return `<li class="item ${severity}">${name}<p><span class="tag ${severity}">${severity}</span> <code>${text(rule)}</code> ${text(message)}</p>${notes.map((note) => `<p class="note">${note}</p>`).join('')}</li>`;
}

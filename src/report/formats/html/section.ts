import type { DiffSection, Section } from '../../document.ts';
import type { Budget } from './budget.ts';
import { diffItems } from './diff.ts';
import { findingItems } from './findings.ts';
import { gridTable, table, timelineItems } from './table.ts';
import { text } from './text.ts';

/** What a section has to know of the page that it is in. */
export interface Place {
  readonly budget: Budget;
  /** Whether sections begin open. */
  readonly isOpen: boolean;
  /** Anchors of sections, by title. */
  readonly ids: ReadonlyMap<string, string>;
}

/** @param run one section, or all of the diffs that follow one another */
export function sectionMarkup(run: readonly Section[], place: Place): string {
  const [section] = run;
  if (section === undefined) return '';
  if (section.type === 'diff') {
    const body = diffItems(run as readonly DiffSection[], place.budget);
    return folded('Changes', run.length, 'changes', body, true);
  }
  const { body, count } = bodyOf(section, place);
  if (body === '') return '';
  const { title } = section;
  if (title === undefined) return `<section>\n${body}\n</section>`;
  const isOpen = place.isOpen || section.type === 'grid' || section.type === 'text';
  return folded(title, count, place.ids.get(title) ?? '', body, isOpen);
}

function bodyOf(
  section: Exclude<Section, DiffSection>,
  { budget, ids }: Place,
): { readonly body: string; readonly count?: number } {
  switch (section.type) {
    case 'text':
      return { body: section.lines.map((line) => `<p>${text(line)}</p>`).join('\n') };
    case 'table':
      return { body: table(section, budget), count: section.rows.length };
    case 'findings':
      return { body: findingItems(section.findings, budget), count: section.findings.length };
    case 'grid':
      return { body: gridTable(section, ids) };
    case 'timeline':
      return { body: timelineItems(section.events, budget), count: section.events.length };
  }
}

/** A link to an anchor inside opens what is folded around it, in every browser. */
function folded(title: string, count: number | undefined, id: string, body: string, isOpen: boolean): string {
  const counted = count === undefined ? '' : ` <span class="count">${count}</span>`;
  return `<section>
<details${isOpen ? ' open' : ''}>
<summary><h2>${text(title)}</h2>${counted}</summary>
<div id="${id}">
${body}
</div>
</details>
</section>`;
}

import type { GridCell, GridSection, TableSection, TimelineEvent } from '../../document.ts';
import { type Budget, restText } from './budget.ts';
import { text } from './text.ts';

/** On narrow screens each row becomes a card, in which every cell says what it is: hence the labels and the roles. */
export function table({ columns, rows }: TableSection, budget: Budget): string {
  const names = columns.map(text);
  const body = budget.take(
    rows,
    (cells) => rowMarkup(cells, names),
    (left) =>
      `<tr role="row"><td role="cell" class="rest" colspan="${columns.length}">${restText(left, 'rows')}</td></tr>`,
  );
  return `<table role="table" class="cards">
<thead role="rowgroup"><tr role="row">${names.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead>
<tbody role="rowgroup">
${body}
</tbody>
</table>`;
}

function rowMarkup(cells: readonly string[], names: readonly string[]): string {
  const markup = cells.map((cell, index) => `<td role="cell" data-name="${names[index]}">${text(cell)}</td>`);
  return `<tr role="row" class="item">${markup.join('')}</tr>`;
}

/** What there is nothing of has no card on narrow screens. */
export function gridTable({ columns, rows }: GridSection, ids: ReadonlyMap<string, string>): string {
  const names = columns.map(text);
  const body = rows.map(({ name, cells }) => {
    const markup = cells.map((cell, index) => gridCell(cell, names[index] ?? '', ids));
    return `<tr role="row"><th role="rowheader" scope="row">${text(name)}</th>${markup.join('')}</tr>`;
  });
  return `<table role="table" class="grid">
<thead role="rowgroup"><tr role="row"><td role="cell"></td>${names.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead>
<tbody role="rowgroup">
${body.join('\n')}
</tbody>
</table>`;
}

function gridCell(cell: GridCell | undefined, column: string, ids: ReadonlyMap<string, string>): string {
  if (cell === undefined) return '<td role="cell" class="none"></td>';
  const { state, note, severity = 'good', section = '' } = cell;
  const id = ids.get(section);
  const content = `<span class="mark" aria-hidden="true">${signs[severity]}</span> <strong>${text(state)}</strong>${note === undefined ? '' : ` <span class="note">${text(note)}</span>`}`;
  const linked = id === undefined ? content : `<a href="#${id}">${content}</a>`;
  return `<td role="cell" class="${severity}" data-name="${column}">${linked}</td>`;
}

/** So that colour is not all that tells states apart. */
const signs = { good: '✓', warning: '!', error: '✕', unjudged: '?' } as const;

/** By day. */
export function timelineItems(events: readonly TimelineEvent[], budget: Budget): string {
  const items = budget.take(events, eventItem, (left) => `<li class="rest">${restText(left, 'events')}</li>`);
  return events.length === 0 ? '' : `<ol class="timeline" role="list">\n${items}\n</ol>`;
}

function eventItem({ time, who, what, subject }: TimelineEvent): string {
  const shown = time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');
  return `<li class="item"><p><time datetime="${text(time)}">${text(shown)}</time> <strong>${text(who)}</strong></p><p class="name">${text(subject)}</p><p>${text(what)}</p></li>`;
}

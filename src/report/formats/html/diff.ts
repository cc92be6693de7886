import { beginningOf } from '../../content.ts';
import type { DiffSection, Mark } from '../../document.ts';
import { type Budget, restText } from './budget.ts';
import { text } from './text.ts';

/** One to be unfolded for each. */
export function diffItems(sections: readonly DiffSection[], budget: Budget): string {
  const items = budget.take(sections, item, (left) => `<li class="rest">${restText(left, 'changes')}</li>`);
  return `<ul class="items" role="list">\n${items}\n</ul>`;
}

/** What a reader scrolls through; beyond it, JSON is of more use. */
const shownLines = 2_000;

function item({ title, lines, marks = [], places = [] }: DiffSection): string {
  const left = lines.length - shownLines;
  const shown = lines.slice(0, shownLines).map(line).join('\n');
  const rest = left > 0 ? `\n${restText(left, 'lines')}` : '';
  const where =
    places.length < 2
      ? ''
      : `<p class="places">${places.map((place) => `<span>${text(place)}</span>`).join(' ')}</p>`;
  return `<li class="item"><details><summary>${titleMarkup(title)}${marks.map(markTag).join('')}</summary>${where}<pre tabindex="0">${shown}${rest}</pre></details></li>`;
}

const signs: Readonly<Record<string, string>> = {
  '+': 'added',
  '-': 'removed',
  '~': 'changed',
  '>': 'renamed',
};

function titleMarkup(title: string): string {
  const meaning = title[1] === ' ' ? signs[title[0] ?? ''] : undefined;
  if (meaning === undefined) return `<span class="name">${text(title)}</span>`;
  return `<span class="sign ${meaning}">${meaning}</span> <span class="name">${text(title.slice(2))}</span>`;
}

function markTag({ severity, label }: Mark): string {
  return ` <span class="tag ${severity}">${text(label)}</span>`;
}

function line(value: string): string {
  const markup = text(beginningOf(value));
  if (value.startsWith('+')) return `<ins>${markup}</ins>`;
  if (value.startsWith('-')) return `<del>${markup}</del>`;
  return value.startsWith('!') ? `<strong>${markup}</strong>` : markup;
}

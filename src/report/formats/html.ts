import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { countBySeverity, findingsOf } from '../content.ts';
import type { Document } from '../document.ts';
import { Budget } from './html/budget.ts';
import { type Place, sectionMarkup } from './html/section.ts';
import { text } from './html/text.ts';

/**
 * One page that needs nothing else and can ask for nothing: its policy allows its own style and script, by their hashes,
 * and no request. It can be searched, folded and used by keyboard alone; without script it shows all there is, unfiltered.
 * It is light or dark as the reader's system is, and kept within a size that browsers show at once.
 *
 *     section.ts    a section → markup        page/style.css   how it looks
 *     budget.ts     what fits                 page/script.js   the filter
 */
export function formatHtml(document: Document): string {
  const counts = countBySeverity(findingsOf(document));
  const [style, script] = [asset('style.css'), asset('script.js')];
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(document.title)}: ${text(document.summary)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${text(document.title)}</h1>
<p class="summary">${text(document.summary)}${counts === '' ? '' : ` (${counts})`}</p>
</header>
<search hidden>
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="words in any order; press / to come here" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" aria-describedby="shown">
<output id="shown" for="filter"></output>
<button id="unfold" type="button">Open all</button>
</search>
<main id="content" tabindex="-1">
${sectionsMarkup(document)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** More titled sections than this are folded: the page begins with what sums them up. */
const openSections = 12;

function sectionsMarkup({ sections }: Document): string {
  const budget = new Budget();
  const titled = sections.filter(({ type, title }) => title !== undefined && type !== 'diff');
  const place: Place = {
    budget,
    isOpen: titled.length <= openSections,
    ids: new Map(sections.map(({ title = '' }, index) => [title, `section-${index + 1}`])),
  };
  const runs = sections.reduce<(typeof sections)[number][][]>((all, section) => {
    const last = all.at(-1);
    if (section.type === 'diff' && last?.[0]?.type === 'diff') last.push(section);
    else all.push([section]);
    return all;
  }, []);
  return runs
    .map((run) => sectionMarkup(run, place))
    .filter((markup) => markup !== '')
    .join('\n');
}

function asset(name: string): string {
  return readFileSync(new URL(`html/page/${name}`, import.meta.url), 'utf8');
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { anchorsOf, linkTargets } from '../support/markdown.ts';

const pages = checkoutFiles('*.md').filter((path) => existsSync(join(checkout, path)));
const read = (path: string) => readFileSync(join(checkout, path), 'utf8');

/** Why a link leads nowhere; `undefined` if it leads somewhere or out of the repository. */
function brokenLink(page: string, target: string): string | undefined {
  if (/^(https|mailto):/.test(target)) return undefined;
  if (/^[a-z]+:/.test(target) || target.startsWith('/')) return `${target}: neither relative nor https`;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  if (!existsSync(join(checkout, file))) return `${target}: ${file} does not exist`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  return anchorsOf(read(file)).has(anchor) ? undefined : `${target}: ${file} has no such heading`;
}

describe.each(pages)('%s', (page) => {
  test('links to what is there', () => {
    expect(
      linkTargets(read(page))
        .map((target) => brokenLink(page, target))
        .filter(Boolean),
    ).toEqual([]);
  });
});

test('broken links of each kind are found', () => {
  expect(brokenLink('README.md', 'docs/nowhere.md')).toContain('does not exist');
  expect(brokenLink('README.md', '#no-such-heading')).toContain('no such heading');
  expect(brokenLink('README.md', '/etc/hosts')).toContain('neither relative');
  expect(brokenLink('docs/README.md', '../README.md')).toBeUndefined();
});

test('every page is linked from another one', () => {
  const linked = new Set(
    pages.flatMap((page) =>
      linkTargets(read(page)).map((target) => normalize(join(dirname(page), target.split('#')[0] ?? ''))),
    ),
  );
  expect(pages.filter((page) => page !== 'README.md' && !linked.has(page))).toEqual([]);
});

test('every decision stands in the index, in order', () => {
  const records = pages
    .filter((page) => /^docs\/adr\/\d{4}-/.test(page))
    .map((page) => page.slice('docs/adr/'.length));
  expect(linkTargets(read('docs/adr/README.md')).filter((target) => /^\d{4}-/.test(target))).toEqual(records);
  expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
});

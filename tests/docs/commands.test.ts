import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { copyOfCheckout } from '../support/copy.ts';
import { codeBlocks } from '../support/markdown.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { examplesIn, helpPages, notRun, reasonNotToRun, runScript, scriptOf } from './shown-commands.ts';

const pages = checkoutFiles('*.md').filter((path) => existsSync(join(checkout, path)));
const shown = pages
  .map((page) => ({ page, blocks: codeBlocks(readFileSync(join(checkout, page), 'utf8'), 'sh') }))
  .filter(({ blocks }) => blocks.length > 0);

describe.each(shown)('$page', ({ blocks }) => {
  test('shows commands that do what it says', () => {
    expect(runScript(scriptOf(blocks), copyOfCheckout())).toEqual({ status: 0, output: '' });
  });
});

test('nothing is left unrun that is not shown', async () => {
  const examples = (await helpPages()).map(({ text }) => examplesIn(text));
  const lines = [...shown.flatMap(({ blocks }) => blocks.map(({ content }) => content)), ...examples]
    .join('\n')
    .split('\n');
  expect(new Set(lines.map(reasonNotToRun).filter(Boolean))).toEqual(new Set(Object.keys(notRun)));
});

test('a page that says something untrue is found out', () => {
  const folder = temporaryFolder();
  const run = (content: string) => runScript(scriptOf([{ line: 1, content }]), folder).status;
  expect(run('true\nfalse # exits 1\ntrue')).toBe(0);
  expect(run('true\nfalse\ntrue')).not.toBe(0);
  expect(run('true # exits 1')).not.toBe(0);
});

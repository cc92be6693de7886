import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { copyOfCheckout } from '../support/copy.ts';
import { codeBlocks } from '../support/markdown.ts';
import { temporaryFolder } from '../support/temporary.ts';
import {
  examplesIn,
  helpPages,
  linesOf,
  notRun,
  partsOf,
  reasonNotToRun,
  runScript,
  scriptOf,
} from './shown-commands.ts';

const help = (await helpPages()).map(({ name, text }) => ({
  page: `${name} --help`,
  blocks: [{ line: 1, content: examplesIn(text) }],
}));
const documents = checkoutFiles('*.md')
  .filter((path) => existsSync(join(checkout, path)))
  .map((page) => ({ page, blocks: codeBlocks(readFileSync(join(checkout, page), 'utf8'), 'sh') }));
const pages = [...documents, ...help].map(({ page, blocks }) => ({ page, ...partsOf(linesOf(blocks)) }));

describe('a command that is shown does what is said', () => {
  // What a hook registers for the end, vitest does not call.
  const folder = copyOfCheckout(afterAll);

  // Many are shown by several pages, and find the same repository for all of them.
  test.each([...new Set(pages.flatMap(({ looking }) => looking))])('%s', (text) => {
    expect(runScript(scriptOf([{ line: 1, text }]), folder)).toEqual({ status: 0, output: '' });
  });

  test('and changes nothing that the others find', () => {
    const fresh = copyOfCheckout();
    expect(contentsOf(folder)).toEqual(contentsOf(fresh));
  });
});

/** All files by their paths, without what a copy of the checkout only links: a recursive list would follow that. */
function contentsOf(folder: string): Record<string, string> {
  const own = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isSymbolicLink());
  const files = own
    .flatMap((entry) =>
      entry.isFile()
        ? [entry]
        : readdirSync(join(folder, entry.name), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

describe('what is shown step by step does what is said', () => {
  test.each(pages.filter(({ rest }) => rest.length > 0))('$page', ({ rest }) => {
    expect(runScript(scriptOf(rest), copyOfCheckout())).toEqual({ status: 0, output: '' });
  });
});

test('every help shows examples', () => {
  expect(help.filter(({ blocks: [block] }) => block?.content === '')).toEqual([]);
});

test('nothing is left unrun that is not shown', () => {
  const lines = [...documents, ...help].flatMap(({ blocks }) =>
    blocks.flatMap(({ content }) => content.split('\n')),
  );
  expect(new Set(lines.map(reasonNotToRun).filter(Boolean))).toEqual(new Set(Object.keys(notRun)));
});

test('a page that says something untrue is found out', () => {
  const folder = temporaryFolder();
  const run = (content: string) => runScript(scriptOf(linesOf([{ line: 1, content }])), folder).status;
  expect(run('true\nfalse # exits 1\ntrue')).toBe(0);
  expect(run('true\nfalse\ntrue')).not.toBe(0);
  expect(run('true # exits 1')).not.toBe(0);
});

test('commands that only look are told from those that change something, and from what follows these', () => {
  const { looking, rest } = partsOf(
    linesOf([
      { line: 1, content: './plumb parity a b   # exits 1\nnpm ci\nplumb promote a b\nplumb synth\n' },
    ]),
  );
  expect(looking).toEqual(['plumb parity a b # exits 1']);
  expect(rest.map(({ text }) => text)).toEqual(['plumb promote a b', 'plumb synth']);
  for (const text of [
    'plumb diff a b >plan.html',
    'plumb synth --out a',
    'plumb synth && plumb validate a',
    'plumb promote a b # --dry-run',
  ])
    expect(partsOf([{ line: 1, text }]).looking).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Lints the given files under the repository's own rules, in a folder of their own; the names of the rules broken. */
function lint(files: Readonly<Record<string, string>>): string[] {
  const folder = temporaryFolder(files);
  for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(checkout, name), join(folder, name));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  const { stdout } = spawnSync(join(checkout, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: readonly { readonly code: string }[];
  };
  return diagnostics.map(({ code }) => /\((.+)\)/.exec(code)?.[1] ?? code).toSorted();
}

test.each([
  ['no-explicit-any', 'export const value: any = 1;'],
  ['no-floating-promises', 'export const start = async () => 1;\nstart();'],
  ['no-unused-vars', "import { join } from 'node:path';\nexport const value = 1;"],
  ['no-console', "export const greet = () => console.log('here');"],
  ['eqeqeq', 'export const same = (a: unknown) => a == 1;'],
  ['no-restricted-properties', "export const order = (a: string) => a.localeCompare('b');"],
])('%s is an error anywhere in src/', (rule, content) => {
  expect(lint({ 'src/report/sample.ts': `${content}\n` })).toEqual([rule]);
});

test.each([
  ['no-restricted-globals', 'export const now = () => Date.now();'],
  ['no-restricted-globals', 'export const now = () => new Date();'],
  ['no-restricted-properties', 'export const chance = () => Math.random();'],
])('%s: no clock and no chance in what renders', (rule, content) => {
  for (const folder of ['src/constructs', 'src/synth', 'src/manifest', 'apps/shop/web']) {
    expect(lint({ [`${folder}/sample.ts`]: `${content}\n` })).toEqual([rule]);
  }
  expect(lint({ 'tests/sample.ts': `${content}\n` })).toEqual([]);
});

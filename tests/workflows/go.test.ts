import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compareVersions } from '../../src/lab/build/toolchain.ts';
import { checkout, checkoutFiles } from '../support/checkout.ts';

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps?: readonly { readonly with?: { readonly 'go-version-file'?: string } }[] }
    >
  >;
}

/** What a go.mod asks for: `1.26.3`. */
const goOf = (path: string): string => /^go (\S+)$/m.exec(read(path))?.[1] ?? '';

// The lab's programs are built with the Go that is there: none newer is downloaded for a module that asks for it.
const newest = checkoutFiles('tools/controlplane/*/go.mod').map(goOf).sort(compareVersions).at(-1);

test('workflows that build with Go install the one that the most demanding module asks for', () => {
  const files = checkoutFiles('.github/workflows/*.yaml')
    .flatMap((path) => Object.values((parse(read(path)) as Workflow).jobs))
    .flatMap(({ steps = [] }) => steps)
    .flatMap(({ with: inputs }) => inputs?.['go-version-file'] ?? []);
  expect(files.map(goOf)).toEqual([newest, newest]);
});

test('nothing else that the tests build asks for more', () => {
  // The Kyverno CLI is for `npm run bench -- kyverno` only.
  const others = checkoutFiles('tools/*/go.mod').filter((path) => path !== 'tools/kyverno/go.mod');
  expect(others.filter((path) => compareVersions(goOf(path), newest ?? '') > 0)).toEqual([]);
});

test('the README says which Go that is', () => {
  expect(/\bGo ([\d.]+) or newer/.exec(read('README.md'))?.[1]).toBe(newest);
});

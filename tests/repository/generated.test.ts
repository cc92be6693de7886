import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';

const guide = readFileSync(join(checkout, 'CONTRIBUTING.md'), 'utf8');
const section = /^## Generated files\n([^]*?)^## /m.exec(guide)?.[1] ?? '';
const rows = [...section.matchAll(/^\| (`.*) \| .* \| (.*) \|$/gm)].map(([, files = '', by = '']) => ({
  files: quoted(files),
  commands: quoted(by),
}));

/** What stands between backticks: paths, or commands. */
function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

/** As the guide writes paths: `dist/` is all that lies below. */
function covers(pattern: string, path: string): boolean {
  const glob = pattern.replaceAll(/<\w+>/g, '*');
  return matchesGlob(path, glob.endsWith('/') ? `${glob}**` : glob);
}

const patterns = rows.flatMap(({ files }) => files);
const paths = checkoutFiles().filter((path) => existsSync(join(checkout, path)));

test('all that the guide lists as generated is there', () => {
  expect(patterns.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => !paths.some((path) => covers(pattern, path)))).toEqual([]);
});

test('the guide says where everything comes from that tests have recorded', () => {
  const isInput = (path: string): boolean => path.startsWith('tests/cel/cases/');
  const recorded = paths.filter((path) => /^tests\/.*\.jsonl?$/.test(path) && !isInput(path));
  expect(recorded.filter((path) => !patterns.some((pattern) => covers(pattern, path)))).toEqual([]);
});

test('what generates it can be run', () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const commands = rows.flatMap((row) => row.commands);
  const named = (pattern: RegExp) => commands.flatMap((command) => pattern.exec(command)?.[1] ?? []);
  expect(named(/^npm run (\w+)/).filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(named(/^node (\S+)/).filter((file) => !paths.includes(file))).toEqual([]);
});

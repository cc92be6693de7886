import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tools } from '../../../src/lab/build/catalogue.ts';
import { applyPatch } from '../../../src/lab/build/patches.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const patch = {
  module: 'example.com/m',
  file: 'main.go',
  find: '":%d"',
  replace: '"127.0.0.1:%d"',
  reason: 'test',
};

test('a patch replaces its text', () => {
  const folder = temporaryFolder({ 'main.go': 'a := Sprintf(":%d", port)\n' });
  applyPatch(folder, patch);
  expect(readFileSync(join(folder, 'main.go'), 'utf8')).toBe('a := Sprintf("127.0.0.1:%d", port)\n');
});

test('a replacement is taken as it is, whatever it looks like', () => {
  const folder = temporaryFolder({ 'main.go': 'x' });
  applyPatch(folder, { ...patch, find: 'x', replace: "$&$'" });
  expect(readFileSync(join(folder, 'main.go'), 'utf8')).toBe("$&$'");
});

test.each([
  ['nothing', 0],
  ['":%d" and ":%d"', 2],
])('a text that does not occur once fails the build: %s', (content, count) => {
  const folder = temporaryFolder({ 'main.go': content });
  expect(() => applyPatch(folder, patch)).toThrow(`occurs ${count} times, not once`);
});

test('patches do nothing but bind listeners to loopback', () => {
  for (const { find, replace } of tools.flatMap(({ patches = [] }) => patches)) {
    expect(replace.replace('127.0.0.1:%', ':%')).toBe(find.replace('0.0.0.0:%', ':%'));
  }
});

import { expect, test } from 'vitest';
import { isGlobWithin } from '../../../src/plan/hazards/glob.ts';

test.each([
  ['abc', 'abc'],
  ['abc', '*'],
  ['abc', 'a*'],
  ['abc', '*b*'],
  ['abc', 'a?c'],
  ['ab*', 'a*'],
  ['a.c', 'a.c'],
  ['', '*'],
])('%s is within %s', (text, wider) => expect(isGlobWithin(text, wider)).toBe(true));

test.each([
  ['abc', 'ab'],
  ['abc', 'a?'],
  ['abc', 'a*b'],
  ['abc', 'a.c'],
  ['a*', 'ab*'],
  ['*', 'a*'],
])('%s is not within %s', (text, wider) => expect(isGlobWithin(text, wider)).toBe(false));

test('in paths, one star stops at a slash', () => {
  expect(isGlobWithin('a/b', 'a/*', true)).toBe(true);
  expect(isGlobWithin('a/b/c', 'a/*', true)).toBe(false);
  expect(isGlobWithin('a/b/c', 'a/**', true)).toBe(true);
  expect(isGlobWithin('a/b/c', '*/*/c', true)).toBe(true);
  expect(isGlobWithin('a/b/c', '*', true)).toBe(true);
});

test('many stars take no time', () =>
  expect(isGlobWithin('a'.repeat(500), `${'a*'.repeat(100)}b`)).toBe(false));

test('lists without a pattern take no time either', () => {
  const names = Array.from({ length: 400 }, (_, index) => `${'a'.repeat(300)}${index}`);
  const start = performance.now();
  expect(names.filter((name) => names.every((other) => !isGlobWithin(`${name}b`, other)))).toEqual(names);
  expect(performance.now() - start).toBeLessThan(1_000);
});

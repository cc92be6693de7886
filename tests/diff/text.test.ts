import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmbedded } from '../../src/diff/embedded.ts';
import { commonSubsequence, longestAscending } from '../../src/diff/sequence.ts';
import { unknownShape } from '../../src/diff/shape.ts';
import { textHunks } from '../../src/diff/text.ts';
import { changesBetween } from '../../src/diff/walk.ts';

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });

test('a common subsequence is one, and no other is longer', () => {
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const pairs = commonSubsequence(before, after);
      for (const [index, [i, j]] of pairs.entries()) {
        expect(before[i]).toBe(after[j]);
        const [previousBefore, previousAfter] = pairs[index - 1] ?? [-1, -1];
        expect(i > previousBefore && j > previousAfter).toBe(true);
      }
      expect(pairs).toHaveLength(longestCommon(before, after));
    }),
    { numRuns: 2_000 },
  );
});

/** By the textbook's table. */
function longestCommon(before: readonly string[], after: readonly string[]): number {
  let row = after.map(() => 0);
  for (const one of before) {
    const next: number[] = [];
    for (const [j, other] of after.entries())
      next.push(one === other ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

test('sequences that have little in common are not searched without end', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `before ${index}`);
  const after = ['same', ...before.map((text) => text.replace('before', 'after'))];
  expect(commonSubsequence(['same', ...before], after)).toEqual([[0, 0]]);
});

test('a longest ascending run leaves out as few as can be', () => {
  expect([...longestAscending([3, 0, 1, 2])].sort()).toEqual([1, 2, 3]);
  expect([...longestAscending([0, 1, 2])].sort()).toEqual([0, 1, 2]);
  expect(longestAscending([2, 1, 0]).size).toBe(1);
  expect(longestAscending([]).size).toBe(0);
});

test('hunks are the lines that differ with three around them, counted on both sides', () => {
  const before = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
  const after = before.toSpliced(24, 1).toSpliced(9, 1, 'ten', 'more');
  expect(textHunks(before.join('\n'), after.join('\n'))).toEqual([
    {
      beforeLine: 7,
      afterLine: 7,
      lines: [
        ' line 7',
        ' line 8',
        ' line 9',
        '-line 10',
        '+ten',
        '+more',
        ' line 11',
        ' line 12',
        ' line 13',
      ],
    },
    {
      beforeLine: 22,
      afterLine: 23,
      lines: [' line 22', ' line 23', ' line 24', '-line 25', ' line 26', ' line 27', ' line 28'],
    },
  ]);
});

test('hunks lead from one text to the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = before.split('\n');
      for (const hunk of textHunks(before, after).toReversed()) {
        const [old, now] = ['+', '-'].map((other) => hunk.lines.filter((line) => !line.startsWith(other)));
        expect(lines.slice(hunk.beforeLine - 1, hunk.beforeLine - 1 + (old?.length ?? 0))).toEqual(
          old?.map((line) => line.slice(1)),
        );
        lines.splice(hunk.beforeLine - 1, old?.length ?? 0, ...(now ?? []).map((line) => line.slice(1)));
      }
      expect(lines.join('\n')).toBe(after);
    }),
    { numRuns: 1_000 },
  );
});

test('texts with fields are read as such, and no others', () => {
  expect(readEmbedded('{"a": 1}')).toEqual({ format: 'json', value: { a: 1 } });
  expect(readEmbedded('[1, 2]')).toEqual({ format: 'json', value: [1, 2] });
  expect(readEmbedded('{a: 1}')).toEqual({ format: 'yaml', value: { a: 1 } });
  expect(readEmbedded('a: 1\nb: [2]\n')).toEqual({ format: 'yaml', value: { a: 1, b: [2] } });
  expect(readEmbedded('a: 1\n---\nb: 2\n')).toEqual({ format: 'yaml', value: [{ a: 1 }, { b: 2 }] });
  for (const text of [
    '',
    'plain',
    'a:b',
    'http://example.com',
    '#!/bin/sh\necho "a: b"\n',
    'a: [\n',
    'user nginx;\nevents {}\n',
    '- a\n--- text\n',
  ])
    expect(readEmbedded(text)).toBeUndefined();
});

test('a text that is nested deeply is compared by line', () => {
  const lists = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(readEmbedded(lists(100))).toMatchObject({ format: 'json' });
  for (const levels of [101, 2_000, 400_000]) expect(readEmbedded(lists(levels))).toBeUndefined();
});

test.each([
  ['guild: 123456789012345678\nb: 1\n', 'guild: 123456789012345679\nb: 2\n'],
  ['{"guild": 123456789012345678,\n"b": 1}', '{"guild": 123456789012345679,\n"b": 2}'],
  ['{"version": 1.10,\n"b": 1}', '{"version": 1.1,\n"b": 2}'],
  ['version: 1.10\nother: 1\n', 'version: 1.1\nother: 2\n'],
  ['list: [{a: yes}]\nb: 1\n', 'list: [{a: true}]\nb: 2\n'],
])('a change that is read alike is not hidden by another: %j', (before, after) => {
  const [change] = changesBetween({ text: before }, { text: after }, unknownShape);
  expect(change?.embedded).toEqual({ format: 'text', hunks: textHunks(before, after) });
});

test.each([
  ['a: "1"\nb: 1 # one\n', `a: '1'\nb: 2\n`],
  ['a: &x {c: 1}\nb: {<<: *x, d: 1}\n', 'a: &x {c: 2}\nb: {<<: *x, d: 1}\n'],
  ['a: 1\nb: 1\n---\nc: 1\n', 'b: 2\na: 1\n---\nc: 1\n'],
  ['{"a": 1e3,\n"b": 1}', '{"b":2,"a":1e3}'],
  ['a: !!str 1\nb: 1\n', 'a: !!str 1\nb: 2\n'],
  ['a: !!int 1\nb: 1\n', 'a: !!int 1\nb: 2\n'],
])('what is only written differently stays out: %j', (before, after) => {
  const [change] = changesBetween({ text: before }, { text: after }, unknownShape);
  expect(change?.embedded?.format).toMatch(/json|yaml/);
});

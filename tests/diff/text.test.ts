import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmbedded } from '../../src/diff/embedded.ts';
import { commonSubsequence, longestAscending } from '../../src/diff/sequence.ts';
import { textHunks } from '../../src/diff/text.ts';

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

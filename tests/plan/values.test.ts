import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownValue } from '../../src/plan/values.ts';

test('a long value is cut around what differs', () => {
  const [before, after] = ['a', 'b'].map((end) => `${'x'.repeat(500)}${end}${'y'.repeat(500)}`) as [
    string,
    string,
  ];
  expect(shownValue(before, after)).toBe(`…${'x'.repeat(80)}a${'y'.repeat(119)}… (1003 characters)`);
  expect(shownValue(after, before)).toBe(`…${'x'.repeat(80)}b${'y'.repeat(119)}… (1003 characters)`);
  expect(shownValue(before)).toBe(`"${'x'.repeat(199)}… (1003 characters)`);
  expect(shownValue('x'.repeat(300), `y${'x'.repeat(300)}`)).toBe(`"${'x'.repeat(199)}… (302 characters)`);
});

test('what differs and looks the same is written in codes', () => {
  expect([shownValue('é', 'e\u0301'), shownValue('e\u0301', 'é')]).toEqual(['"\\u00e9"', '"e\\u0301"']);
  expect(shownValue('a', 'a\u200d')).toBe('"a"');
  expect(shownValue('a\u200d', 'a')).toBe('"a\\u200d"');
  expect([shownValue('é', 'è'), shownValue('é')]).toEqual(['"é"', '"é"']);
});

test('two values that differ never look the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400 });
  const pair = fc
    .tuple(text, text, text, text)
    .map(([start, one, two, end]) => [start + one + end, start + two + end]);
  fc.assert(
    fc.property(pair, ([before = '', after = '']) => {
      fc.pre(before !== after);
      expect(shownValue(before, after)).not.toBe(shownValue(after, before));
      expect(shownValue(before, after).length).toBeLessThan(230);
    }),
  );
});

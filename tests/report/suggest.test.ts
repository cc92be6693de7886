import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest, suggest } from '../../src/report/suggest.ts';

describe('the nearest name', () => {
  test.each([
    ['prodution', 'production'],
    ['stagign', 'staging'],
    ['DEV', 'dev'],
    ['imagePullPolcy', undefined],
    ['x', undefined],
    ['completely-else', undefined],
  ])('%s → %s', (value, expected) => {
    expect(nearest(value, ['dev', 'staging', 'production'])).toBe(expected);
  });

  test('of equally near ones the first', () => {
    expect(nearest('ab', ['ac', 'ad'])).toBe('ac');
  });

  test('one swap, one missing or one extra letter is always near, from three letters on', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), (word, random) => {
        const at = random % (word.length - 1);
        const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
        for (const typo of [
          swapped,
          word.slice(0, at) + word.slice(at + 1),
          `${word.slice(0, at)}x${word.slice(at)}`,
        ]) {
          expect(nearest(typo, [word])).toBe(word);
        }
      }),
    );
  });
});

test('advice names what is near, if anything is', () => {
  expect(suggest('dvelopment', ['development', 'test'], 'add it')).toBe('did you mean development?');
  expect(suggest('nowhere', ['development', 'test'], 'add it')).toBe('add it');
});

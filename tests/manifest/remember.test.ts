import { expect, test } from 'vitest';
import { remembering } from '../../src/manifest/remember.ts';

function counting(most: number): { readonly asked: string[]; readonly lengthOf: (text: string) => number } {
  const asked: string[] = [];
  const lengthOf = remembering((text) => {
    asked.push(text);
    return text.length;
  }, most);
  return { asked, lengthOf };
}

test('an answer is worked out once', () => {
  const { asked, lengthOf } = counting(10);
  expect(['a', 'bc', 'a', 'bc'].map(lengthOf)).toEqual([1, 2, 1, 2]);
  expect(asked).toEqual(['a', 'bc']);
});

test('when there are too many, all are forgotten, and right again', () => {
  const { asked, lengthOf } = counting(2);
  expect(['a', 'b', 'c', 'c', 'a'].map(lengthOf)).toEqual([1, 1, 1, 1, 1]);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('long texts are not kept', () => {
  const { asked, lengthOf } = counting(10);
  const long = 'x'.repeat(301);
  expect([long, long].map(lengthOf)).toEqual([301, 301]);
  expect(asked).toHaveLength(2);
});

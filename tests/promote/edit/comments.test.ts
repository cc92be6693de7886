import { describe, expect, test } from 'vitest';
import { commentsIn, renewed } from '../../../src/promote/edit/comments.ts';
import { type Edit, editText } from '../../../src/promote/edit/edit.ts';

describe('what stands behind a value that another one takes the place of', () => {
  test.each([
    ['nothing', undefined, '2.15.0', '2.15.0'],
    ['a version', '2.14.0', '2.15.0', '2.15.0'],
    ['a version with letters', '1.0.0.Final', '1.0.1.Final', '1.0.1.Final'],
    ['words that follow at once', '2.14.0—held', '2.15.0', '2.15.0; 2.14.0—held'],
    ['a version that nothing replaces', 'v2.14.0-rc.1', undefined, undefined],
    ['words', 'held until Friday: ask me', '2.15.0', '2.15.0; held until Friday: ask me'],
    ['words, once they stand behind a version', '2.15.0; held', '2.16.0', '2.16.0; held'],
    ['a version with a remark', '2.14.0 (hotfix for INC-7)', '2.15.0', '2.15.0 (hotfix for INC-7)'],
    ['a remark whose version goes', '2.14.0 (hotfix for INC-7)', undefined, '(hotfix for INC-7)'],
    ['words whose version goes', '2.14.0 - held', undefined, 'held'],
    ['words where words come along', 'held', 'built by hand', 'held'],
    ['a version where words come along', '2.14.0', 'built by hand', 'built by hand'],
    ['a sentence about a version', '2.15.0 breaks the login', '2.14.1', '2.14.1; 2.15.0 breaks the login'],
    // Who wrote it said it of that version: of another one it may be untrue.
    ['a sentence about what was there', '2.14.0 held until May', '2.15.0', '2.15.0; 2.14.0 held until May'],
    ['a name of what was there', 'main-9abcde', 'main-3f2a1c', 'main-3f2a1c'],
    ['a date', '2026-05-01: held', '2.15.0', '2.15.0; 2026-05-01: held'],
    ['a number that is no version', '2: too few', '2.15.0', '2.15.0; 2: too few'],
  ])('%s', (_, there, brought, expected) => {
    expect(renewed(there, brought)).toBe(expected);
  });

  test('only a version comes along where one is named: words are about the place', () => {
    const text = 'a: x # 2.15.0; held here\nb: x # built by hand\n';
    expect(commentsIn(text)(['a'])).toBe('2.15.0');
    expect(commentsIn(text)(['b'])).toBe('built by hand');
  });

  test('behind the brace, a version is about the last value, and words are about the map', () => {
    expect(commentsIn('a: { b: x } # 2.15.0; all\n')(['a', 'b'])).toBe('2.15.0');
    expect(commentsIn('a: { b: x } # all\n')(['a', 'b'])).toBeUndefined();
  });
});

describe('a value that stands below its key', () => {
  const cart = (value?: string, comment?: string): Edit => {
    return { path: ['cart'], comment, ...(value !== undefined && { value }) };
  };
  const edited = (text: string, edit: Edit) => editText(text, [edit]).text;

  test('has the comment behind the key, unless the one behind the value names the version', () => {
    const text = 'cart: # 5.8.2\n  x\nweb: y\n';
    expect(commentsIn(text)(['cart'])).toBe('5.8.2');
    expect(edited(text, cart('z', '5.9.0'))).toBe('cart: # 5.9.0\n  z\nweb: y\n');
    expect(edited(text, cart('z'))).toBe('cart:\n  z\nweb: y\n');
    expect(edited('cart: # why\n  x # 1.0.0\n', cart('z', '2.0.0'))).toBe('cart: # why\n  z # 2.0.0\n');
    expect(edited('cart: # 1.0.0\n  x # why\n', cart('z', '2.0.0'))).toBe('cart: # 2.0.0\n  z # why\n');
    expect(edited('cart:\n  x\n', cart('z', '2.0.0'))).toBe('cart:\n  z # 2.0.0\n');
  });

  test('as a block scalar comes up to it, and leaves what stands below', () => {
    const text = 'cart: >-\n  x\n\n# Of web.\nweb: y\n';
    expect(edited(text, cart('z', '2.0.0'))).toBe('cart: z # 2.0.0\n\n# Of web.\nweb: y\n');
    const commented = 'cart: |- # 1.0.0; held\n  x\n# Of web.\nweb: y\n';
    expect(commentsIn(commented)(['cart'])).toBe('1.0.0');
    expect(edited(commented, cart('z', '2.0.0'))).toBe('cart: z # 2.0.0; held\n# Of web.\nweb: y\n');
    expect(edited(commented, cart())).toBe('# Of web.\nweb: y\n');
  });
});

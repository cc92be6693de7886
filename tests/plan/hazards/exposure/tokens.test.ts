import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const tokens = (...rules: string[]): string =>
  object(
    'security.istio.io/v1',
    'RequestAuthentication',
    `spec: {jwtRules: [${rules.map((rule) => `{issuer: i, ${rule}}`).join(', ')}]}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'any audience',
    tokens('audiences: [a, b]'),
    tokens(''),
    ['takes tokens of i for any audience, no longer only for a, b'],
  ],
  ['one more', tokens('audiences: [a]'), tokens('audiences: [a, b]'), ['takes tokens of i for b too']],
  ['one less', tokens('audiences: [a, b]'), tokens('audiences: [b]'), []],
  ['an audience at last', tokens(''), tokens('audiences: [b]'), []],
  [
    'one more, by a rule of its own',
    tokens('audiences: [a]'),
    tokens('audiences: [a]', 'audiences: [b]'),
    ['takes tokens of i for b too'],
  ],
  [
    'another issuer',
    tokens(''),
    tokens('').replace('issuer: i', 'issuer: j'),
    ['takes tokens that j issues'],
  ],
  ['one issuer less', tokens('', 'issuer: j'), tokens(''), []],
  [
    'other keys',
    tokens('jwksUri: https://i/keys'),
    tokens('jwksUri: https://j/keys'),
    ['checks tokens of i by the keys at https://j/keys, no longer at https://i/keys'],
  ],
  ['the keys that it names now', tokens(''), tokens('jwksUri: https://i/keys'), []],
  ['tokens at last', tokens(), tokens(''), []],
])('tokens for %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

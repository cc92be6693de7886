import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, ask } from './engine.ts';

/** Go goes through a map in another order each time; here the order is that of the object's keys. */
const object = {
  labels: { a: 'x', b: 'yy', c: 'x' },
  mixed: { a: 1, b: 'x', c: 2, d: true },
  one: { a: 'x' },
};

const undecided = [
  'object.labels.map(k, k)',
  "object.labels.map(k, k).join(',')",
  'object.labels.map(k, k)[0]',
  "object.labels.map(k, k) == ['a', 'b', 'c']",
  "object.labels.filter(k, k != 'a') == ['b', 'c']",
  "(['z'] + object.labels.map(k, k)).join(',')",
  "(object.labels.map(k, k) + ['z']).join(',')",
  "object.labels.map(k, k).map(k, k + '!').join(',')",
  "object.labels.transformList(k, v, v).join(',')",
  "object.labels.map(k, k).transformList(i, k, k + string(i)).join(',')",
  'object.labels.map(k, k).indexOf("a") == 0',
  "'%s'.format([object.labels.map(k, k)])",
  'object.mixed.map(k, object.mixed[k] + 1)',
  'object.mixed.all(k, int(object.mixed[k]) > 0)',
  'object.mixed.exists(k, int(object.mixed[k]) > 5)',
  'object.mixed.exists_one(k, int(object.mixed[k]) > 1)',
  'object.mixed.transformMap(k, v, v + 1)',
  'object.labels.transformMapEntry(k, v, {v: k})',
  'dyn(object.mixed.map(k, object.mixed[k])).sum()',
];

const decided: readonly (readonly [expression: string, answer: Answer])[] = [
  ['size(object.labels.map(k, k))', { value: ['int', '3'] }],
  ["'b' in object.labels.map(k, k)", { value: ['bool', true] }],
  ["object.labels.map(k, object.labels[k]).exists(v, v == 'yy')", { value: ['bool', true] }],
  ["object.labels.filter(k, k == 'b').join(',')", { value: ['string', 'b'] }],
  ["object.labels.map(k, k).filter(k, k == 'b')[0]", { value: ['string', 'b'] }],
  ["object.one.map(k, k).join(',')", { value: ['string', 'a'] }],
  ["sets.equivalent(object.labels.map(k, k), ['c', 'a', 'b'])", { value: ['bool', true] }],
  ["sets.intersects(object.labels.map(k, k), ['c', 'd'])", { value: ['bool', true] }],
  ['object.labels.transformMap(k, v, size(v)).b', { value: ['int', '2'] }],
  ["object.mixed.exists(k, object.mixed[k] == 'x')", { value: ['bool', true] }],
  ['object.mixed.exists(k, object.mixed[k] > 1)', { value: ['bool', true] }],
  ['object.mixed.all(k, object.mixed[k] > 1)', { value: ['bool', false] }],
  ['object.mixed.exists_one(k, object.mixed[k] > 1)', { error: 'no such overload' }],
  ['object.labels.all(k, object.labels[k].missing)', { error: 'no such key: missing' }],
  ["'%s'.format([object.one])", { value: ['string', '{"a":"x"}'] }],
  ["'%s'.format([object.labels])", { value: ['string', '{"a":"x", "b":"yy", "c":"x"}'] }],
];

test.each(undecided)('%s is undecided', (expression) => {
  expect(Object.keys(ask(expression, { object }))).toEqual(['undecided']);
});

test.each(decided)('%s is not', (expression, answer) => {
  expect(ask(expression, { object })).toEqual(answer);
});

test('Whatever is decided is the same in every order', () => {
  const expression = fc.constantFrom(...undecided, ...decided.map(([text]) => text));
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 });
  fc.assert(
    fc.property(expression, order, (text, keys) => {
      const shuffled = Object.fromEntries(
        Object.entries(object).map(([name, map]) => [name, inOrder(map, keys)]),
      );
      expect(ask(text, { object: shuffled })).toEqual(ask(text, { object }));
    }),
  );
});

function inOrder(map: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(map, key)).map((key) => [key, map[key]]));
}

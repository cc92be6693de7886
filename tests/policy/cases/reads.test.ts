import { expect, test } from 'vitest';
import { any, patternsOf } from '../../../src/policy/cases/reads.ts';
import type { Policy } from '../../../src/policy/policies.ts';

function readBy(policy: Partial<Policy>): string[] {
  const nothing = { matchConditions: [], variables: [], validations: [], auditAnnotations: [] };
  return patternsOf({ ...nothing, ...policy } as unknown as Policy).map((pattern) =>
    pattern.map((step) => (step === any ? '*' : step)).join(' '),
  );
}

function readByOne(expression: string): string[] {
  return readBy({ validations: [{ expression }] });
}

test.each([
  ['object.spec.replicas > 1', ['object spec', 'object spec replicas']],
  ["object.spec.?image[?'a'].orValue('') == ''", ['object spec', 'object spec image', 'object spec image a']],
  ['has(oldObject.status)', ['oldObject status']],
  ["'a' in object.data", ['object data', 'object data a']],
  ['request.name != params.data.name', []],
  [
    'object.a.all(x, x.b.exists(y, y.c == 1))',
    ['object a', 'object a *', 'object a * b', 'object a * b *', 'object a * b * c'],
  ],
  ['object.a.all(key, object.a[key] != "")', ['object a', 'object a *']],
  ['object.a.transformList(i, x, x.b).size() > 0', ['object a', 'object a *', 'object a * b']],
  [
    '(dyn(object).k ? object.a : object.b).c',
    ['object k', 'object a', 'object b', 'object a c', 'object b c'],
  ],
  [
    '(object.a + object.b).map(x, x.n)[0].m == 1',
    [
      'object a',
      'object b',
      'object a *',
      'object b *',
      'object a * n',
      'object b * n',
      'object a * n m',
      'object b * n m',
    ],
  ],
])('%s reads what it says', (expression, patterns) => {
  expect(new Set(readByOne(expression))).toEqual(new Set(patterns));
});

test('values are followed through variables, into every expression', () => {
  const patterns = readBy({
    matchConditions: [{ name: 'a', expression: 'object.a' }],
    variables: [
      { name: 'spec', expression: 'object.spec' },
      { name: 'list', expression: 'variables.spec.list.filter(x, x.on)' },
    ],
    validations: [{ expression: 'variables.list.all(x, x.ok)', messageExpression: 'object.message' }],
    auditAnnotations: [{ key: 'b', valueExpression: 'variables.spec.note' }],
  });
  expect(patterns.toSorted()).toEqual([
    'object a',
    'object message',
    'object spec',
    'object spec list',
    'object spec list *',
    'object spec list * ok',
    'object spec list * on',
    'object spec note',
  ]);
});

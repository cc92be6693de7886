import { expect, test } from 'vitest';
import { withoutProse } from '../../src/kubernetes/subschemas.ts';

test('prose goes from a schema and from all that it consists of', () => {
  const said = { description: 'How many.', type: 'integer' };
  const bare = { type: 'integer' };
  expect(withoutProse({ ...said, title: 'Count' })).toEqual(bare);
  expect(withoutProse({ type: 'array', items: said })).toEqual({ type: 'array', items: bare });
  expect(withoutProse({ additionalProperties: said, anyOf: [said] })).toEqual({
    additionalProperties: bare,
    anyOf: [bare],
  });
});

test('a field of that name stays, and so does what is said of values', () => {
  const schema = {
    properties: { description: { type: 'string' } },
    default: { description: 'none' },
    additionalProperties: false,
    'x-kubernetes-validations': [{ rule: 'self.description != ""', message: 'has no description' }],
  };
  expect(withoutProse(schema)).toEqual(schema);
});

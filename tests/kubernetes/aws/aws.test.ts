import { describe, expect, test } from 'vitest';
import { facts, fieldsOf, kinds, nameOf, type Published } from './fields.ts';
import recorded from './recorded.json' with { type: 'json' };

const published: Readonly<Record<string, Published>> = recorded;

test('nothing is recorded of other kinds', () => {
  expect(Object.keys(published)).toEqual(kinds.map(nameOf));
});

describe.for(kinds.map((kind) => [nameOf(kind), kind] as const))('%s', ([name, kind]) => {
  const fields = fieldsOf(facts.schemaOf(kind));

  test('is closed at every level', () => {
    const open = fields.filter(
      ([path, schema]) =>
        schema['type'] === 'object' &&
        path !== 'metadata' &&
        schema['x-kubernetes-preserve-unknown-fields'] !== (path === 'status') &&
        schema['properties'] === undefined &&
        schema['additionalProperties'] === undefined,
    );
    expect(open).toEqual([]);
  });

  // A field that nothing is recorded of: scripts/aws-oracle.ts.
  test('has no field that upstream lacks', () => {
    expect(published[name]?.scope).toBe(kind.namespaced ? 'Namespaced' : 'Cluster');
    const types = fields.map(([path, schema]) => [path, schema['type']]);
    expect(published[name]?.types).toMatchObject(Object.fromEntries(types));
  });
});

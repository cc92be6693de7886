import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownedDepth, readFieldSet } from '../../src/drift/fields.ts';
import { isRecord } from '../../src/manifest/object.ts';
import type { Path } from '../../src/manifest/path.ts';

const pod = {
  metadata: { finalizers: ['a', 'b'], labels: { 'x/y': '1' } },
  spec: { containers: [{ name: 'one' }, { name: 'two', image: 'i' }], args: ['p', 'q'] },
};

describe('what an entry of managedFields owns', () => {
  const set = readFieldSet({
    'f:metadata': { 'f:finalizers': { 'v:"b"': {} }, 'f:labels': { '.': {}, 'f:x/y': {} } },
    'f:spec': {
      'f:args': {},
      'f:containers': {
        'k:{"name":"two"}': { '.': {}, 'f:image': {}, 'z:later': {} },
        'i:0': { 'f:name': {} },
      },
    },
  });
  const owned = (...path: Path): number | undefined => ownedDepth(set, pod, path);

  test.each<{ path: Path; owns: boolean }>([
    { path: ['metadata'], owns: false },
    { path: ['metadata', 'labels'], owns: true },
    { path: ['metadata', 'labels', 'x/y'], owns: true },
    { path: ['metadata', 'labels', 'other'], owns: false },
    { path: ['metadata', 'finalizers', 0], owns: false },
    { path: ['metadata', 'finalizers', 1], owns: true },
    { path: ['spec', 'containers', 0], owns: false },
    { path: ['spec', 'containers', 0, 'name'], owns: true },
    { path: ['spec', 'containers', 1], owns: true },
    { path: ['spec', 'containers', 1, 'image'], owns: true },
    { path: ['spec', 'containers', 1, 'name'], owns: false },
  ])('$path: $owns', ({ path, owns }) => {
    expect(owned(...path)).toBe(owns ? path.length : undefined);
  });

  test('a list that is one value is owned with all that is in it', () => {
    expect(owned('spec', 'args', 1)).toBe(2);
  });

  test.each(['k:[]', 'k:{', 'v:', 'i:x'])('%s cannot be read', (name) => {
    expect(() => readFieldSet({ 'f:list': { [name]: {} } })).toThrow(SyntaxError);
  });
});

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const name = fc.string({ minLength: 1, maxLength: 4 });
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.uniqueArray(scalar, { maxLength: 3, selector: (item) => JSON.stringify(item) }),
    fc
      .uniqueArray(fc.tuple(name, tie('object')), { maxLength: 3, selector: ([key]) => key })
      .map((items) => items.map(([key, fields]) => ({ ...fields, name: key }))),
    tie('object'),
  ),
  object: fc.dictionary(
    name.filter((key) => key !== '__proto__'),
    tie('value'),
    { maxKeys: 3 },
  ),
}));

/** All paths into a value. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([step, item]) => [[...path, step], ...pathsIn(item, [...path, step])]);
}

/** fieldsV1 of paths, written as the API server does: items of maps by key, others by value. */
function fieldsOf(root: unknown, paths: readonly Path[]): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, Record<string, unknown>>;
  for (const path of paths) {
    let [current, value] = [fields as Record<string, unknown>, root];
    for (const step of path) {
      value = (value as Record<string | number, unknown>)[step];
      const key =
        typeof step === 'string'
          ? `f:${step}`
          : isRecord(value)
            ? `k:${JSON.stringify({ name: value['name'] })}`
            : `v:${JSON.stringify(value)}`;
      current = (current[key] ??= {}) as Record<string, unknown>;
    }
    current['.'] = {};
  }
  return fields;
}

const owned = object.chain((root) => fc.tuple(fc.constant(root), fc.shuffledSubarray(pathsIn(root))));

test('exactly the paths that are written are owned, in whatever order', () => {
  fc.assert(
    fc.property(owned, ([root, paths]) => {
      const set = readFieldSet(fieldsOf(root, paths));
      const members = pathsIn(root).filter((path) => ownedDepth(set, root, path) === path.length);
      const sorted = (each: readonly Path[]): string[] => each.map((path) => JSON.stringify(path)).sort();
      expect(sorted(members)).toEqual(sorted(paths));
    }),
  );
});

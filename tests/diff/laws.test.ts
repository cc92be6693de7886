import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { meaningOf } from '../../src/diff/meaning.ts';
import { ObjectComparer } from '../../src/diff/normal.ts';
import type { Shape } from '../../src/diff/shape.ts';
import { changesBetween } from '../../src/diff/walk.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { isRecord, type KubernetesObject } from '../../src/manifest/object.ts';
import { apply } from './apply.ts';
import { edited, edits, reordered } from './edits.ts';
import { samples } from './samples.ts';

const facts = loadFacts();
const comparer = new ObjectComparer(facts);
const sample = fc.constantFrom(...samples);
const asSubjects = (objects: readonly KubernetesObject[]) => objects.map((object) => ({ object }));

test('nothing differs from itself, nor from itself with the fields of its maps in another order', () => {
  for (const object of samples) {
    const shape = comparer.shapeOf(object);
    const normal = comparer.normal(object);
    expect(changesBetween(normal, structuredClone(normal), shape)).toEqual([]);
    expect(changesBetween(normal, reordered(normal), shape)).toEqual([]);
  }
});

test('the order of lists does not count where items are known by keys or are a set', () => {
  let turned = 0;
  for (const object of samples) {
    const shape = comparer.shapeOf(object);
    const other = turnedAround(object, shape) as KubernetesObject;
    if (JSON.stringify(other) !== JSON.stringify(object)) turned += 1;
    expect(comparer.compare(object, other)).toEqual([]);
  }
  expect(turned).toBeGreaterThan(20);
});

test('nothing differs from what the API server makes of it', () => {
  for (const object of samples) expect(comparer.compare(object, comparer.normal(object))).toEqual([]);
});

test('the changes lead from one version to the other', () => {
  fc.assert(
    fc.property(sample, edits, edits, (object, some, others) => {
      const [before, after] = [edited(object, some), edited(object, others)];
      const changes = comparer.compare(before, after);
      const shape = comparer.shapeOf(after);
      const reached = apply(comparer.normal(before), changes);
      expect(meaningOf(reached, shape)).toBe(meaningOf(comparer.normal(after), shape));
    }),
    { numRuns: 2_000 },
  );
});

test('where nothing is changed, the two mean the same, and the other way around', () => {
  fc.assert(
    fc.property(sample, edits, (object, some) => {
      const after = edited(object, some);
      const there = comparer.compare(object, after);
      expect(there.length === 0).toBe(comparer.compare(after, object).length === 0);
    }),
    { numRuns: 1_000 },
  );
});

test('the order of objects does not count', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: samples.length - 1 }), { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      edits,
      (chosen, order, some) => {
        const before = chosen.map((index) => samples[index] as KubernetesObject);
        const after = before.map((object, index) => (index % 2 === 0 ? edited(object, some) : object));
        const keys = new Map(before.map((object) => [object, order.next().value ?? 0]));
        const shuffled = before.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const expected = compareObjects(asSubjects(before), asSubjects(after), facts);
        expect(compareObjects(asSubjects(shuffled), asSubjects(after.toReversed()), facts).changes).toEqual(
          expected.changes,
        );
      },
    ),
    { numRuns: 200 },
  );
});

/** With every list turned around that schemas call a map or a set, but for containers that start in order. */
function turnedAround(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => turnedAround(item, shape.item));
    const type = shape.node?.schema['x-kubernetes-list-type'];
    const isOrdered = shape.name === 'initContainers' || JSON.stringify(value).includes('$(');
    return (type === 'map' || type === 'set') && !isOrdered ? items.toReversed() : items;
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, turnedAround(item, shape.field(name))]),
  );
}

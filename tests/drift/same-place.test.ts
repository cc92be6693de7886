import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { samePlace } from '../../src/drift/same-place.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { valueAt } from '../../src/manifest/path.ts';

const containers = (...names: readonly string[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: names.map((name) => ({ name, args: ['a', 'b'] })) } } },
});
const shape = new ObjectComparer(loadFacts()).shapeOf(containers());
const pathOf = (index: number, ...rest: readonly (string | number)[]) => [
  'spec',
  'template',
  'spec',
  'containers',
  index,
  ...rest,
];

describe('the same place in another version', () => {
  test('is known by what tells items apart', () => {
    const [from, to] = [containers('mesh', 'app'), containers('app')];
    expect(samePlace(from, to, pathOf(1, 'args', 1), shape)).toEqual(pathOf(0, 'args', 1));
  });

  test('is nowhere for an item that is not there', () => {
    const [from, to] = [containers('mesh', 'app'), containers('app')];
    const path = samePlace(from, to, pathOf(0, 'name'), shape);
    expect(path).toEqual(pathOf(1, 'name'));
    expect(valueAt(to, path)).toBeUndefined();
  });

  test('is the same where nothing is', () => {
    expect(samePlace({}, {}, pathOf(0, 'name'), shape)).toEqual(pathOf(0, 'name'));
  });

  test('holds the same item, in whichever order', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.gen(), (before, gen) => {
        const after = gen(fc.shuffledSubarray, before, { minLength: before.length });
        const [from, to] = [containers(...before), containers(...after)];
        for (const index of before.keys()) {
          const place = samePlace(from, to, pathOf(index, 'name'), shape);
          expect(valueAt(to, place)).toBe(before[index]);
        }
      }),
    );
  });
});

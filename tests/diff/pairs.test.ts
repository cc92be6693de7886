import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { pairByKey, pairPlaced } from '../../src/diff/pairs.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';

/** `name@file=content` */
type Named = `${string}@${string}=${string}`;
const partsOf = (each: Named): readonly string[] => each.split(/[@=]/);

function paired(before: readonly Named[], after: readonly Named[]) {
  const keyOf = (each: Named): string => partsOf(each)[0] ?? '';
  const { pairs, repeated, copies, ...rest } = pairByKey(before, after, keyOf, (each) => partsOf(each)[1]);
  const told = (list: readonly { readonly before: Named; readonly after: Named }[]) =>
    list.map((pair) => `${pair.before} ${pair.after}`);
  return {
    pairs: told(pairs),
    repeated: told(repeated),
    copies: copies.map(({ kind, ...pair }) => `${kind} ${told([pair]).join()}`),
    ...rest,
  };
}

const nothing = { pairs: [], repeated: [], copies: [], removed: [], added: [] };

test('those of one file are paired first, the last with the last', () => {
  expect(paired(['x@dev=1', 'x@prod=9'], ['x@prod=8', 'x@qa=2', 'x@dev=1'])).toEqual({
    ...nothing,
    pairs: ['x@dev=1 x@dev=1', 'x@prod=9 x@prod=8'],
    copies: ['added x@prod=9 x@qa=2'],
  });
  expect(paired(['x@dev=1', 'x@prod=9'], ['x@prod=8'])).toEqual({
    ...nothing,
    pairs: ['x@prod=9 x@prod=8'],
    copies: ['removed x@dev=1 x@prod=8'],
  });
  expect(paired(['x@f=1', 'x@f=2'], ['x@f=3'])).toEqual({
    ...nothing,
    pairs: ['x@f=2 x@f=3'],
    repeated: ['x@f=1 x@f=3'],
  });
});

test('what is in another file now is the same object', () => {
  expect(paired(['x@one=1', 'x@two=2'], ['x@two=2', 'x@three=1'])).toEqual({
    ...nothing,
    pairs: ['x@two=2 x@two=2', 'x@one=1 x@three=1'],
  });
  expect(paired(['x@one=1', 'y@one=1'], ['x@two=1'])).toEqual({
    ...nothing,
    pairs: ['x@one=1 x@two=1'],
    removed: ['y@one=1'],
  });
});

test('of several that say no namespace, each is the one of its file', () => {
  /** `name@file=namespace` */
  const placed = (removed: readonly Named[], added: readonly Named[]) => {
    const part = (index: number) => (each: Named) => partsOf(each)[index] ?? '';
    return pairPlaced(removed, added, part(0), part(1), part(2)).map(
      ({ before, after }) => `${before} ${after}`,
    );
  };
  expect(placed(['x@dev=', 'x@prod='], ['x@dev=dev', 'x@prod=prod'])).toEqual([
    'x@dev= x@dev=dev',
    'x@prod= x@prod=prod',
  ]);
  expect(placed(['x@dev=', 'x@prod='], ['x@prod=prod', 'x@new=dev'])).toEqual([
    'x@prod= x@prod=prod',
    'x@dev= x@new=dev',
  ]);
  expect(placed(['x@dev=', 'x@prod='], ['x@new=dev'])).toEqual([]);
  expect(placed(['x@dev=one', 'y@dev='], ['x@dev=two', 'y@dev='])).toEqual([]);
});

test('the order of files does not count, where each is on both sides', () => {
  const facts = loadFacts();
  const copy = fc.record({ path: fc.constantFrom('a', 'b', 'c', 'd'), before: fc.nat(3), after: fc.nat(3) });
  const subject = (path: string, value: number) => ({
    path,
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { value: `${value}` } },
  });
  fc.assert(
    fc.property(fc.uniqueArray(copy, { selector: ({ path }) => path }), (copies) => {
      const before = copies.map((each) => subject(each.path, each.before));
      const after = copies.map((each) => subject(each.path, each.after)).toReversed();
      const { changes } = compareObjects(before, after, facts);
      expect(changes.map((each) => each.after?.path).sort()).toEqual(
        copies
          .filter((each) => each.before !== each.after)
          .map(({ path }) => path)
          .sort(),
      );
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRecord } from '../../src/manifest/object.ts';
import { problemsOf } from './judge.ts';
import { samples } from './samples.ts';

type Path = readonly (string | number)[];

/** Maps whose keys are the user's own. */
const freeMaps = new Set(['labels', 'annotations', 'matchLabels', 'requests', 'limits']);

/** Rollouts take any volume: their CustomResourceDefinition leaves the types of volumes out. */
const unchecked = (kind: string, path: Path) =>
  kind === 'Rollout' && path.includes('volumes') && path.at(-1) !== 'volumes';

const places = samples.flatMap((sample) =>
  objectsIn(sample, [])
    .filter((path) => !unchecked(sample.kind, path))
    .map((path) => ({ sample, path })),
);

test('an unknown field is found, wherever it is added', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.stringMatching(/^zz[a-z]{1,8}$/), ({ sample, path }, name) => {
      const mutant = structuredClone(sample);
      at(mutant, path)[name] = 'value';
      expect(problemsOf(mutant)).toMatchObject([{ rule: 'unknown-field', path: [...path, name] }]);
    }),
    { numRuns: 500 },
  );
});

test('a list in place of an object, or an object in place of a list, is found', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places.filter(({ path }) => path.length > 0)), ({ sample, path }) => {
      const mutant = structuredClone(sample);
      at(mutant, path.slice(0, -1))[path.at(-1) ?? ''] = [[]];
      expect(problemsOf(mutant).map((problem) => problem.path.join('.'))).toContainEqual(
        expect.stringContaining(path.join('.')),
      );
    }),
  );
});

test('judging changes nothing', () => {
  for (const sample of samples) {
    const before = structuredClone(sample);
    problemsOf(sample);
    expect(sample).toEqual(before);
  }
});

function objectsIn(value: unknown, path: Path): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, [...path, index]));
  if (!isRecord(value)) return [];
  const isTriggerMetadata = path.at(-1) === 'metadata' && path.includes('triggers');
  const own = isTriggerMetadata || freeMaps.has(String(path.at(-1))) ? [] : [path];
  return [...own, ...Object.entries(value).flatMap(([key, child]) => objectsIn(child, [...path, key]))];
}

function at(root: unknown, path: Path): Record<string | number, unknown> {
  let value = root as Record<string | number, unknown>;
  for (const segment of path) value = value[segment] as Record<string | number, unknown>;
  return value;
}

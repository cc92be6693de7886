import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layer, merge, resolveSettings } from '../../src/fleet/inherit.ts';
import { type Path, valueAt } from '../../src/manifest/path.ts';

const layer = (file: string, value: unknown): Layer => ({ value, locate: () => ({ file }) });

describe('resolveSettings', () => {
  const app = layer('app.ts', { scaling: { minReplicas: 2, maxReplicas: 10 }, weights: [10, 50] });
  const environment = layer('environment.yaml', { scaling: { maxReplicas: 20 } });
  const region = layer('region.yaml', { scaling: { maxReplicas: 30 }, weights: [25] });
  const resolved = resolveSettings([app, environment, region]);

  test('maps merge key by key; lists and scalars replace', () => {
    expect(resolved.value).toEqual({ scaling: { minReplicas: 2, maxReplicas: 30 }, weights: [25] });
  });

  test('every value has the file that set it last, and what it replaced', () => {
    expect(resolved.originOf(['scaling', 'minReplicas']).file).toBe('app.ts');
    expect(resolved.originOf(['scaling', 'maxReplicas']).file).toBe('region.yaml');
    expect(resolved.overriddenAt(['scaling', 'maxReplicas'])).toEqual([
      { value: 20, origin: { file: 'environment.yaml' } },
      { value: 10, origin: { file: 'app.ts' } },
    ]);
    expect(resolved.rankOf(['weights'])).toBe(2);
  });

  test('what nobody set is where its nearest ancestor is', () => {
    expect(resolved.originOf(['scaling', 'formula', 'x']).file).toBe('region.yaml');
    expect(resolved.originOf(['canary']).file).toBe('app.ts');
  });

  test('without a layer there is nothing to ask about', () => {
    expect(() => resolveSettings([]).originOf([])).toThrow(RangeError);
  });
});

describe('the rule of inheritance', () => {
  // Layers of one shape, as the schemas demand: a key is a map in every layer that has it, or in none.
  const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer()));
  const names = fc.constantFrom('a', 'b', 'c');
  const inner = fc.dictionary(names, leaf);
  const settings = fc.record({ x: inner, y: inner, z: leaf }, { requiredKeys: [] });

  test('is associative: layers may be merged in any grouping', () => {
    fc.assert(
      fc.property(settings, settings, settings, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
    );
  });

  test('is idempotent: a layer that repeats what holds changes nothing', () => {
    fc.assert(
      fc.property(settings, (a) => {
        expect(merge(a, a)).toEqual(a);
      }),
    );
  });

  test('takes every leaf from the last layer that sets it', () => {
    fc.assert(
      fc.property(fc.array(settings, { minLength: 1, maxLength: 4 }), (values) => {
        const layers = values.map((value, index) => layer(String(index), value));
        const { value, originOf } = resolveSettings(layers);
        for (const path of leafPaths(value)) {
          const last = values.findLastIndex((each) => valueAt(each, path) !== undefined);
          expect(originOf(path).file).toBe(String(last));
          expect(valueAt(value, path)).toEqual(valueAt(values[last], path));
        }
      }),
    );
  });

  test('does not mistake inherited members of objects for settings', () => {
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(merge({}, JSON.parse('{"__proto__": 1}'))).toEqual(JSON.parse('{"__proto__": 1}'));
  });
});

function leafPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, child]) => leafPaths(child, [...path, key]));
}

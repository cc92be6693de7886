import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignWaves } from '../../src/synth/waves.ts';

const app = (name: string, ...dependsOn: string[]) => ({
  name,
  declaration: { dependsOn },
  locate: () => ({ file: `${name}.ts`, line: 3 }),
});

describe('sync waves of Applications', () => {
  test('an app comes one wave after the last of what it depends on', () => {
    const { waves, findings } = assignWaves([
      app('web', 'api', 'keda'),
      app('api', 'keda'),
      app('keda'),
      app('docs'),
    ]);
    expect(Object.fromEntries(waves)).toEqual({ keda: 0, api: 1, web: 2, docs: 0 });
    expect(findings).toEqual([]);
  });

  test('a dependency on an app that is not there is left to the fleet checks', () => {
    expect(assignWaves([app('web', 'ghost')]).waves.get('web')).toBe(0);
  });

  test('a cycle is one finding that shows the way round', () => {
    const { waves, findings } = assignWaves([app('a', 'b'), app('b', 'c'), app('c', 'a'), app('d', 'a')]);
    expect(findings.map((finding) => finding.message)).toEqual([
      'apps depend on each other in a circle: a → b → c → a',
    ]);
    expect(waves.has('a')).toBe(false);
  });

  test('an app that depends on itself is a cycle of one', () => {
    expect(assignWaves([app('a', 'a')]).findings[0]?.message).toMatch(/: a → a$/);
  });

  test('waves rise along every dependency, in whatever order apps are given', () => {
    // Edges only lead to lower numbers, so there is no cycle.
    const graphs = fc
      .array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
      .map((edges) =>
        edges.map((targets, index) =>
          app(`app-${index}`, ...targets.filter((target) => target < index).map((target) => `app-${target}`)),
        ),
      );
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (apps, random) => {
        const { waves } = assignWaves(apps);
        for (const { name, declaration } of apps) {
          for (const dependency of declaration.dependsOn)
            expect(waves.get(name)).toBeGreaterThan(waves.get(dependency) ?? Number.NaN);
        }
        const shuffled = apps
          .map((value) => ({ value, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const again = assignWaves(shuffled.map(({ value }) => value)).waves;
        expect(Object.fromEntries([...again].sort())).toEqual(Object.fromEntries([...waves].sort()));
      }),
    );
  });
});

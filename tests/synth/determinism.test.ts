import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadJudges } from '../../src/cli/judges.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { formatManifest } from '../../src/manifest/write.ts';
import { placeApps } from '../../src/synth/contexts.ts';
import type { DiscoveredApp } from '../../src/synth/discover.ts';
import { type RenderedObject, renderApp } from '../../src/synth/render.ts';
import { readRepository } from '../../src/synth/repository.ts';
import { renderFleet } from '../../src/synth/synthesize.ts';

const root = join(import.meta.dirname, '../..');
const judges = loadJudges();

let fleet: Fleet;
let apps: readonly DiscoveredApp[];
let policies: readonly LoadedManifest[];

beforeAll(async () => {
  ({ fleet, apps, policies } = await readRepository(root));
});

function filesOf(order: {
  readonly fleet: Fleet;
  readonly apps: readonly DiscoveredApp[];
}): Map<string, string> {
  const waves = new Map(apps.map(({ name }, index) => [name, index % 3]));
  const { files, findings } = renderFleet(placeApps({ ...order, policies }, waves, {}), judges);
  expect(findings).toEqual([]);
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** A permutation of any list, drawn by fast-check. */
const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

/** The same value with the keys of every map inserted in another order. */
function reinserted(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => reinserted(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => ({ key, inner, at: random() }));
  return Object.fromEntries(
    entries.sort((a, b) => a.at - b.at).map(({ key, inner }) => [key, reinserted(inner, random)]),
  );
}

describe('rendering does not depend on order', () => {
  test('apps, environments, products and regions may be found in any order', () => {
    const expected = filesOf({ fleet, apps });
    const orders = fc.record({
      apps: shuffled(apps),
      environments: shuffled(fleet.environments),
      products: shuffled(fleet.products),
    });
    fc.assert(
      fc.property(orders, (order) => {
        const files = filesOf({ fleet: { ...fleet, ...order }, apps: order.apps });
        expect([...files.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [path, content] of files) expect(content, path).toBe(expected.get(path));
      }),
      { numRuns: 4 },
    );
  });

  test('keys may be inserted in any order, in every object of the fleet', () => {
    const waves = new Map<string, number>();
    const objects: RenderedObject[] = placeApps({ fleet, apps, policies }, waves, {
      environment: 'production',
    }).flatMap((placed) => renderApp(placed).objects);
    expect(objects.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(fc.constantFrom(...objects), fc.infiniteStream(fc.nat()), ({ object }, stream) => {
        const again = reinserted(object, () => stream.next().value ?? 0) as typeof object;
        expect(formatManifest(again)).toBe(formatManifest(object));
      }),
      { numRuns: 500 },
    );
  });

  test('rendering twice gives the same', () => {
    expect(filesOf({ fleet, apps })).toEqual(filesOf({ fleet, apps }));
  });
});

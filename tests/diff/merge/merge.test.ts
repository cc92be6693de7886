import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { itemKey } from '../../../src/diff/list-kind.ts';
import { ObjectComparer } from '../../../src/diff/normal.ts';
import type { Shape } from '../../../src/diff/shape.ts';
import { changesBetween } from '../../../src/diff/walk.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import type { Path } from '../../../src/manifest/path.ts';

/** What structured-merge-diff said of two objects as the API server holds them: `scripts/merge-oracle.ts`. */
interface Recorded {
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  /** Of what was added, removed or modified: `f:` a field, `k:` an item by key, `v:` one by value. */
  readonly paths: readonly (readonly string[])[];
}

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8'),
) as readonly Recorded[];
const comparer = new ObjectComparer(loadFacts());

test('what differs is what structured-merge-diff says differs', () => {
  expect(recorded.length).toBeGreaterThanOrEqual(100);
  for (const { before, after, paths } of recorded) {
    const shape = comparer.shapeOf(after);
    // A list by key has no order to the API server, though what reads it may go by one.
    const ours = changesBetween(before, after, shape)
      .map((change) => ({
        kind: change.kind,
        path:
          change.kind === 'removed'
            ? elements(before, change.basePath, shape)
            : elements(after, change.path, shape),
      }))
      .filter(({ kind, path }) => kind !== 'moved' || path.at(-1)?.startsWith('f:') === true)
      .map(({ path }) => path);
    const told = { before: JSON.stringify(before), after: JSON.stringify(after) };
    const missed = paths.filter((path) => !ours.some((each) => isAt(path, each)));
    const invented = ours.filter((each) => !paths.some((path) => isAt(path, each)));
    expect({ ...told, missed, invented }).toEqual({ ...told, missed: [], invented: [] });
  }
});

/** A path as structured-merge-diff has it, down to the first list or map that it takes for one value. */
function elements(root: unknown, path: Path, rootShape: Shape): string[] {
  const result: string[] = [];
  let [value, shape] = [root, rootShape];
  for (const part of path) {
    const schema = shape.node?.schema ?? {};
    const type = schema['x-kubernetes-list-type'];
    const inside = (value as Record<string | number, unknown>)[part];
    if (typeof part === 'string') {
      if (schema['x-kubernetes-map-type'] === 'atomic') break;
      result.push(`f:${part}`);
      shape = shape.field(part);
    } else {
      if (type === 'set') result.push(`v:${JSON.stringify(inside)}`);
      else if (type === 'map') result.push(`k:${keyText(inside, shape)}`);
      else break;
      shape = shape.item;
    }
    value = inside;
  }
  return result;
}

function keyText(item: unknown, shape: Shape): string {
  const keys = (shape.node?.schema['x-kubernetes-list-map-keys'] ?? []) as readonly string[];
  const fields = Object.entries(itemKey(item, shape, keys) ?? {}).filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
}

function isAt(path: readonly string[], start: readonly string[]): boolean {
  return start.every((part, index) => path[index] === part);
}

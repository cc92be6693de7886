import type { KubernetesObject } from '../manifest/object.ts';
import { leavesOf, similarity } from './similarity.ts';

type Content = ReadonlySet<string>;

/** Less alike are taken for one object that went and another that came. */
const leastSimilarity = 0.75;

/** Candidates of one kind beyond which only equal content is paired: each with each would take too long. */
const mostComparisons = 40_000;

/**
 * Objects that went paired with ones that came, of one kind: first those of equal content, then the most alike, each
 * once. An object's own name does not count, wherever it is written in it.
 *
 * @returns indices into the two lists
 */
export function pairRenamed(
  removed: readonly KubernetesObject[],
  added: readonly KubernetesObject[],
): [number, number][] {
  const [before, after] = [removed.map(contentOf), added.map(contentOf)];
  const byContent = Map.groupBy(after.keys(), (index) => contentKey(after[index] as Content));
  const pairs = before.flatMap((content, index): [number, number][] => {
    const same = content.size === 0 ? undefined : byContent.get(contentKey(content))?.shift();
    return same === undefined ? [] : [[index, same]];
  });
  const left = leftOf(
    before.length,
    pairs.map(([index]) => index),
  );
  const right = leftOf(
    after.length,
    pairs.map(([, index]) => index),
  );
  if (left.length * right.length > mostComparisons) return pairs;
  const candidates = left
    .flatMap((i) =>
      right.map((j) => ({
        i,
        j,
        alike: similarity(before[i] as Content, after[j] as Content),
      })),
    )
    .filter(({ alike }) => alike >= leastSimilarity)
    .sort((a, b) => b.alike - a.alike || a.i - b.i || a.j - b.j);
  const [usedBefore, usedAfter] = [new Set<number>(), new Set<number>()];
  for (const { i, j } of candidates) {
    if (usedBefore.has(i) || usedAfter.has(j)) continue;
    usedBefore.add(i);
    usedAfter.add(j);
    pairs.push([i, j]);
  }
  return pairs;
}

/** Nothing of an object without content tells that it is another one. */
function contentOf({ apiVersion: _version, kind: _kind, metadata, ...fields }: KubernetesObject): Content {
  const { name = '', namespace = '', ...others } = metadata;
  const own = [name, namespace].map((text) => `=${JSON.stringify(text)}`);
  const leaves = Object.entries({ ...fields, ...others }).flatMap(([field, value]) =>
    [...leavesOf(value)].map((leaf) => field + leaf),
  );
  const isNamed = (leaf: string): boolean => own.some((text) => leaf.endsWith(text));
  return new Set(leaves.map((leaf) => (isNamed(leaf) ? `${leaf.slice(0, leaf.lastIndexOf('='))}=` : leaf)));
}

function contentKey(content: Content): string {
  return [...content].sort().join('\n');
}

function leftOf(count: number, used: readonly number[]): number[] {
  const taken = new Set(used);
  return Array.from({ length: count }, (_, index) => index).filter((index) => !taken.has(index));
}

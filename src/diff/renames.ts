import type { KubernetesObject } from '../manifest/object.ts';
import { leavesOf, similarity } from './similarity.ts';
import { subjectOf } from './subjects.ts';

type Content = ReadonlySet<string>;

/** Less alike are taken for one object that went and another that came. */
const leastSimilarity = 0.75;

/** Candidates of one kind beyond which only equal content is paired: each with each would take too long. */
const mostComparisons = 40_000;

/**
 * Objects that went paired with ones that came, of one kind: first those of one name but for a hash, then those of equal
 * content, then the most alike, each once, then those that are for the same. An object's own name does not count,
 * wherever it is written in it.
 *
 * @returns indices into the two lists
 */
export function pairRenamed(
  removed: readonly KubernetesObject[],
  added: readonly KubernetesObject[],
): [number, number][] {
  const pairs = pairSole(removed.map(unhashed), added.map(unhashed));
  const [before, after] = [removed.map(contentOf), added.map(contentOf)];
  const rest = (): [number[], number[]] => [
    leftOf(
      before.length,
      pairs.map(([index]) => index),
    ),
    leftOf(
      after.length,
      pairs.map(([, index]) => index),
    ),
  ];
  const [gone, come] = rest();
  const byContent = Map.groupBy(come, (index) => contentKey(after[index] as Content));
  for (const index of gone) {
    const content = before[index] as Content;
    const same = content.size === 0 ? undefined : byContent.get(contentKey(content))?.shift();
    if (same !== undefined) pairs.push([index, same]);
  }
  for (const pair of mostAlike(before, after, ...rest())) pairs.push(pair);
  const [left, right] = rest();
  const soles = pairSole(
    left.map((index) => subjectOf(removed[index] as KubernetesObject)),
    right.map((index) => subjectOf(added[index] as KubernetesObject)),
  );
  for (const [i, j] of soles) pairs.push([left[i] as number, right[j] as number]);
  return pairs;
}

/** Of those that are left, each once. */
function mostAlike(
  before: readonly Content[],
  after: readonly Content[],
  left: readonly number[],
  right: readonly number[],
): [number, number][] {
  if (left.length * right.length > mostComparisons) return [];
  const pairs: [number, number][] = [];
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

/**
 * The end that tools give the name of what may never change: Kustomize (ten characters), cdk8s and Kubernetes (eight to
 * ten). A digit tells it from a word.
 */
const hashedName = /^(.+)-(?=[a-z]*[0-9])[0-9a-z]{8,10}$/;

/** Namespace and name without a hash; `undefined` for a name without one. */
export function unhashed({ metadata: { name = '', namespace = '' } }: KubernetesObject): string | undefined {
  const plain = hashedName.exec(name)?.[1];
  return plain === undefined ? undefined : `${namespace}/${plain}`;
}

/** By texts that are there once on each side. */
function pairSole(
  before: readonly (string | undefined)[],
  after: readonly (string | undefined)[],
): [number, number][] {
  const [gone, come] = [before, after].map((names) => Map.groupBy(names.keys(), (index) => names[index]));
  return [...(gone ?? [])].flatMap(([name, [i, ...others]]): [number, number][] => {
    const [j, ...more] = come?.get(name) ?? [];
    if (name === undefined || i === undefined || j === undefined) return [];
    return others.length + more.length === 0 ? [[i, j]] : [];
  });
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

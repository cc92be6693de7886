import type { ObjectComparer } from '../../src/diff/normal.ts';
import { readManifests } from '../../src/manifest/read.ts';

/** What differs between two manifests, as people read it. */
export function changesOf(comparer: ObjectComparer, before: string, after: string): string[] {
  const [one, other] = readManifests(`${before}\n---\n${after}`, 'test.yaml').manifests;
  if (one === undefined || other === undefined) throw new Error('two manifests are needed');
  return comparer.compare(one.object, other.object).map((change) => `${change.kind} ${change.where}`);
}

/** An object in one line, with whatever it says beside its name. */
export function object(apiVersion: string, kind: string, rest: string): string {
  return `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: b}, ${rest}}`;
}

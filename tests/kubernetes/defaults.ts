import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectReader } from '../../src/kubernetes/defaults/read.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { isRecord, type KubernetesObject } from '../../src/manifest/object.ts';
import type { Path } from '../../src/manifest/path.ts';
import { readManifests } from '../../src/manifest/read.ts';

const reader = new ObjectReader(loadFacts());
const path = join(import.meta.dirname, 'defaults', 'objects.yaml');

/** Objects that the API server has something to add to. */
export const givenObjects: readonly KubernetesObject[] = readManifests(
  readFileSync(path, 'utf8'),
  'objects.yaml',
).manifests.map(({ object }) =>
  loadFacts().find(object.apiVersion, object.kind)?.namespaced === true
    ? { ...object, metadata: { ...object.metadata, namespace: 'default' } }
    : object,
);

/** The object as policies see it by our own reckoning, and as the API server returns it, without what is unknown. */
export function compared(given: KubernetesObject, answered: KubernetesObject) {
  const { object, unknown } = reader.read(given);
  const ours = structuredClone(object);
  const theirs = structuredClone(answered);
  for (const field of unknown) {
    remove(ours, field.path);
    remove(theirs, field.path);
  }
  return { ours, theirs };
}

/** The same for equal objects, whatever the order of their fields. */
export function fingerprint(object: unknown): string {
  const ordered = JSON.stringify(object, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
  return createHash('sha256').update(ordered).digest('hex').slice(0, 16);
}

function remove(root: unknown, [step, ...rest]: Path): void {
  if (typeof root !== 'object' || root === null || step === undefined) return;
  const holder = root as Record<string | number, unknown>;
  if (rest.length === 0) delete holder[step];
  else remove(holder[step], rest);
}

import {
  formatIdentity,
  identityOf,
  type KubernetesObject,
  type ObjectIdentity,
} from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Caller } from './activation.ts';
import type { Asked } from './engine.ts';
import type { Operation } from './policies.ts';

export interface RequestsInput {
  readonly manifests: readonly LoadedManifest[];
  readonly operation: Operation;
  /** The manifests as they were before an UPDATE. */
  readonly old: readonly LoadedManifest[];
  /** Who asks. Default: known only when the request is made. */
  readonly caller?: Caller | undefined;
}

export interface Requests {
  readonly requests: readonly Asked[];
  readonly findings: readonly Finding[];
}

/** One request for each manifest, all of one operation. What is updated and was not there before is a finding. */
export function requestsFor({ manifests, operation, old, caller }: RequestsInput): Requests {
  const before = byKey(old);
  const findings: Finding[] = [];
  const requests = manifests.flatMap((manifest): Asked[] => {
    const { object } = before.get(keyOf(manifest.object)) ?? {};
    if (operation !== 'UPDATE') return [{ manifest, operation, caller }];
    if (object !== undefined) return [{ manifest, operation, old: object, caller }];
    findings.push(withoutOld(manifest));
    return [];
  });
  return { requests, findings };
}

/** The requests that bring a cluster from the base to the head: what is in both is updated, and so on. */
export function changeRequests(
  head: readonly LoadedManifest[],
  base: readonly LoadedManifest[],
  caller: Caller | undefined,
): Asked[] {
  const before = byKey(base);
  const after = byKey(head);
  return [
    ...head.map((manifest): Asked => {
      const old = before.get(keyOf(manifest.object))?.object;
      if (old === undefined) return { manifest, operation: 'CREATE', caller };
      return { manifest, operation: 'UPDATE', old, caller };
    }),
    ...base
      .filter(({ object }) => !after.has(keyOf(object)))
      .map((manifest): Asked => ({ manifest, operation: 'DELETE', caller })),
  ];
}

/** The same for two versions of an object, whichever of its APIs they are written for. */
function keyOf(object: KubernetesObject): string {
  return identityKey(identityOf(object));
}

/** An object without a namespace is in "default", if it is in any. */
export function identityKey(identity: ObjectIdentity): string {
  return formatIdentity({ ...identity, namespace: identity.namespace || 'default' });
}

/** Of two manifests of one object, the first. */
export function byKey(manifests: readonly LoadedManifest[]): Map<string, LoadedManifest> {
  const first = new Map<string, LoadedManifest>();
  for (const manifest of manifests) {
    const key = keyOf(manifest.object);
    if (!first.has(key)) first.set(key, manifest);
  }
  return first;
}

function withoutOld(manifest: LoadedManifest): Finding {
  return {
    severity: 'unjudged',
    rule: 'no-old-object',
    message: 'the object is in no manifest of --old, so what is updated is not known',
    location: manifest.locate([]),
    subject: formatIdentity(identityOf(manifest.object)),
    next: 'add it to --old, or judge it with --operation CREATE',
  };
}

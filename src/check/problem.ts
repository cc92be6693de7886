import { clusterOf } from '../fleet/cluster-of.ts';
import { identityOf, type KubernetesObject, type ObjectIdentity, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';

/** One object under judgement. */
export interface CheckedObject {
  readonly manifest: LoadedManifest;
  readonly object: KubernetesObject;
  readonly identity: ObjectIdentity;
  /** The cluster that it goes to; empty when its folder and labels do not tell. */
  readonly cluster: string;
  /** `group/Kind`, or `Kind` in the core group: what rules and references are keyed by. */
  readonly type: string;
}

/**
 * A manifest, ready for judgement.
 *
 * @param cluster that it goes to. Default: as its folder and labels tell
 */
export function checkedObject(manifest: LoadedManifest, cluster = clusterOf(manifest)): CheckedObject {
  const { object } = manifest;
  const { group, kind, namespace, name } = identityOf(object);
  const identity = { group, kind, namespace: textOrNothing(namespace), name: textOrNothing(name) };
  return { manifest, object, identity, cluster, type: typeOf(group, kind) };
}

/** Whatever its type says, a manifest can hold anything. Names that are no text are the schema's affair. */
function textOrNothing(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

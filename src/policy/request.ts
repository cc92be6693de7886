import type { ApiFacts, KindFacts } from '../kubernetes/facts.ts';
import { groupOf, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Operation } from './policies.ts';

/** What `kubectl apply` would ask of the API server for one manifest. */
export interface AdmissionRequest {
  readonly operation: Operation;
  /** As it would be stored; `undefined` in a DELETE. */
  readonly object: KubernetesObject | undefined;
  /** As it is stored; `undefined` in a CREATE. */
  readonly oldObject: KubernetesObject | undefined;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Group, version, kind and operation: what most rules look at. */
  readonly api: string;
  /** `undefined` when nothing is known of the kind: then neither the resource's name nor its scope is. */
  readonly facts: KindFacts | undefined;
  /** Empty where the API server will generate one. */
  readonly name: string;
  /** Of a Namespace, its own name. Empty for every other object without one. */
  readonly namespace: string;
  /** Where the object that the verdict is about was read. */
  readonly manifest: LoadedManifest;
}

/** Where kubectl puts objects whose manifest has no namespace. */
const defaultNamespace = 'default';

/**
 * The request for one manifest.
 *
 * @param old the same object as it was before, for an UPDATE. Of a DELETE, the manifest is the stored object.
 */
export function requestFor(
  manifest: LoadedManifest,
  operation: Operation,
  old: KubernetesObject | undefined,
  facts: ApiFacts,
): AdmissionRequest {
  const { apiVersion, kind } = manifest.object;
  const group = groupOf(apiVersion);
  const kindFacts = facts.find(apiVersion, kind);
  const isNamespaced = kindFacts?.namespaced ?? true;
  const given = textOf(manifest.object.metadata.namespace);
  const name = textOf(manifest.object.metadata.name);
  const ofNamespace = group === '' && kind === 'Namespace';
  const namespace = ofNamespace ? name : isNamespaced ? given || defaultNamespace : '';
  const placed = (object: KubernetesObject | undefined) =>
    object === undefined || !isNamespaced || ofNamespace ? object : inNamespace(object, namespace);
  const object = placed(manifest.object);
  return {
    operation,
    object: operation === 'DELETE' ? undefined : object,
    oldObject: operation === 'DELETE' ? object : operation === 'UPDATE' ? placed(old) : undefined,
    group,
    version: group === '' ? apiVersion : apiVersion.slice(group.length + 1),
    kind,
    api: `${apiVersion} ${kind} ${operation}`,
    facts: kindFacts,
    name,
    namespace,
    manifest,
  };
}

/** The API server writes the namespace of the request into the object before any policy sees it. */
function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  if (object.metadata.namespace === namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

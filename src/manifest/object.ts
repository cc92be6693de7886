/** Any JSON value. Manifests are JSON, whatever they were written in. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface ObjectMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** A Kubernetes object as a manifest holds it: untyped below the fields that every object has. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [key: string]: unknown;
}

/** What makes an object itself: two manifests with the same identity describe one object. */
export interface ObjectIdentity {
  /** API group, empty for the core group. The version is no part of an identity. */
  readonly group: string;
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** `group/Kind`, or `Kind` in the core group: what identifies a kind, whatever its version. */
export function typeOf(group: string, kind: string): string {
  return group === '' ? kind : `${group}/${kind}`;
}

export function identityOf(object: KubernetesObject): ObjectIdentity {
  return {
    group: groupOf(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name ?? '',
  };
}

/** `Deployment.apps receipt-api/receipt-api`: unique, and readable in a message. */
export function formatIdentity(identity: ObjectIdentity): string {
  const kind = identity.group === '' ? identity.kind : `${identity.kind}.${identity.group}`;
  const name = identity.namespace === '' ? identity.name : `${identity.namespace}/${identity.name}`;
  return `${kind} ${name}`.trimEnd();
}

/** A map of a manifest: neither a scalar nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

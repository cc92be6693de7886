/**
 * Facts about the APIs of one Kubernetes version and of the custom resources installed beside it. Every fact comes
 * from a pinned upstream module (see `<minor>/sources.json`); nothing here is written by hand.
 */

/** JSON Schema as Kubernetes publishes it (OpenAPI v3 or structural), prose stripped, `x-kubernetes-*` kept. */
export interface ApiSchema {
  readonly [keyword: string]: unknown;
}

export interface KindFacts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Where the schema comes from, e.g. `github.com/kedacore/keda/v2@v2.21.0`. */
  readonly source: string;
  /** Its status is a resource of its own, which whoever writes the rest leaves as it is; left out of built-in kinds, where it always is. */
  readonly hasStatus?: true;
  /** The schema knows only some fields of the kind: others are no mistake of a cluster's, and stay there. */
  readonly isPartial?: true;
}

/** Whether the API server itself has the kind, so that no CustomResourceDefinition says anything of it. */
export function isBuiltin({ source }: KindFacts): boolean {
  return source.startsWith('k8s.io/kubernetes@');
}

export interface ApiFacts {
  /** e.g. `1.34`. */
  readonly minor: string;
  /** All kinds known, ordered by group, version, kind. */
  kinds(): readonly KindFacts[];
  /** `undefined` when no API of this name and version is known. */
  find(apiVersion: string, kind: string): KindFacts | undefined;
  /** The kind's own schema; its `$ref`s point into `definitions()`. Read from disk on first use. */
  schemaOf(kind: KindFacts): ApiSchema;
  /** Definitions that built-in schemas share (`#/definitions/…`). */
  definitions(): Readonly<Record<string, ApiSchema>>;
  /** These facts plus those of the given CustomResourceDefinition objects, which win over known ones. */
  extendedWith(customResourceDefinitions: readonly unknown[]): ApiFacts;
}

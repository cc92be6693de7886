import type { ApiSchema, KindFacts } from './facts.ts';

export interface CustomKind extends KindFacts {
  readonly schema: ApiSchema;
}

/** What of a CustomResourceDefinition is read; the rest is the API server's business. */
interface CustomResourceDefinition {
  readonly apiVersion: string;
  readonly kind: 'CustomResourceDefinition';
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: ApiSchema };
    }[];
  };
}

export function isCustomResourceDefinition(object: unknown): object is CustomResourceDefinition {
  if (!isRecord(object) || object['kind'] !== 'CustomResourceDefinition' || !isRecord(object['spec']))
    return false;
  const { group, names, versions } = object['spec'];
  return (
    object['apiVersion'] === 'apiextensions.k8s.io/v1' &&
    typeof group === 'string' &&
    isRecord(names) &&
    typeof names['kind'] === 'string' &&
    typeof names['plural'] === 'string' &&
    Array.isArray(versions) &&
    versions.every((version) => isRecord(version) && typeof version['name'] === 'string')
  );
}

/**
 * One kind for each served version of a CustomResourceDefinition.
 *
 * @param source where the definition comes from, for `KindFacts.source`
 */
export function kindsOfCustomResource(definition: CustomResourceDefinition, source: string): CustomKind[] {
  const { group, names, scope, versions } = definition.spec;
  return versions
    .filter((version) => version.served)
    .map((version) => ({
      group,
      version: version.name,
      kind: names.kind,
      plural: names.plural,
      namespaced: scope === 'Namespaced',
      source,
      schema: version.schema?.openAPIV3Schema ?? {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
      },
    }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

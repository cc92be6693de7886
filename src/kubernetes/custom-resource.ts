import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { ApiSchema, KindFacts } from './facts.ts';

export interface CustomKind extends KindFacts {
  readonly schema: ApiSchema;
}

/** What of a CustomResourceDefinition is read; the rest is the API server's business. */
export interface CustomResourceDefinition extends KubernetesObject {
  readonly kind: 'CustomResourceDefinition';
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string; readonly [name: string]: unknown };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: ApiSchema };
      readonly [field: string]: unknown;
    }[];
  };
}

/** Whether an object is a CustomResourceDefinition that can be read: a broken one is its own schema's business. */
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
    versions.every(
      (version) => isRecord(version) && typeof version['name'] === 'string' && hasUsableSchema(version),
    )
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
      ...(isRecord(version['subresources']) && isRecord(version['subresources']['status'])
        ? { hasStatus: true as const }
        : {}),
      schema: version.schema?.openAPIV3Schema ?? {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
      },
    }));
}

function hasUsableSchema(version: Readonly<Record<string, unknown>>): boolean {
  const schema = isRecord(version['schema']) ? version['schema']['openAPIV3Schema'] : undefined;
  return schema === undefined || isSchema(schema);
}

const types = new Set([undefined, 'array', 'boolean', 'integer', 'number', 'object', 'string']);

/** Whether a value has the shape of a schema at every level, so that whoever walks it need not look again. */
function isSchema(value: unknown): value is ApiSchema {
  if (!isRecord(value) || !types.has(value['type'] as string | undefined)) return false;
  const { properties, items, additionalProperties, not, required, enum: values } = value;
  return (
    (properties === undefined || (isRecord(properties) && Object.values(properties).every(isSchema))) &&
    (items === undefined || isSchema(items)) &&
    (not === undefined || isSchema(not)) &&
    (typeof additionalProperties === 'boolean' ||
      additionalProperties === undefined ||
      isSchema(additionalProperties)) &&
    (required === undefined ||
      (Array.isArray(required) && required.every((name) => typeof name === 'string'))) &&
    (values === undefined || Array.isArray(values)) &&
    ['allOf', 'anyOf', 'oneOf'].every((keyword) => {
      const branches = value[keyword];
      return branches === undefined || (Array.isArray(branches) && branches.every(isSchema));
    })
  );
}

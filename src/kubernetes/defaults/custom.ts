import type { ApiSchema } from '../facts.ts';

/**
 * A custom resource as the API server holds it once it has read it: nulls that mean nothing are gone, defaults are
 * there, fields that no schema knows are gone. Source: Kubernetes 1.34,
 * `apiextensions-apiserver/pkg/apiserver/schema/{defaulting,pruning}`.
 *
 * @param isPartial the cluster's own schema knows more fields than this one, so that none is known to go
 */
export function readCustomObject(
  object: Readonly<Record<string, unknown>>,
  schema: ApiSchema,
  isPartial = false,
): unknown {
  const { apiVersion, kind, metadata, ...rest } = object;
  const read = customValue(rest, schema, isPartial) as Readonly<Record<string, unknown>>;
  return { apiVersion, kind, metadata, ...read };
}

function customValue(value: unknown, schema: ApiSchema, isPartial: boolean): unknown {
  if (Array.isArray(value)) {
    const items = schema['items'] as ApiSchema | undefined;
    return items === undefined
      ? value
      : value.map((item) => customValue(replaced(item, items), items, isPartial));
  }
  if (typeof value !== 'object' || value === null) return value;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, ApiSchema>>;
  const additional = schema['additionalProperties'];
  const others = typeof additional === 'object' ? (additional as ApiSchema) : undefined;
  const isOpen = isPartial || schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const result: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const field = Object.hasOwn(properties, name) ? properties[name] : others;
    if (field === undefined) {
      if (isOpen || (isResource && /^(apiVersion|kind|metadata)$/.test(name))) result[name] = given;
      continue;
    }
    const kept = replaced(given, field);
    if (kept === null && field['nullable'] !== true) continue;
    result[name] = customValue(kept, field, isPartial);
  }
  for (const [name, field] of Object.entries(properties)) {
    if (!Object.hasOwn(result, name) && field['default'] !== undefined)
      result[name] = customValue(field['default'], field, isPartial);
  }
  return result;
}

/** A null that is not allowed gives way to the default. */
function replaced(value: unknown, schema: ApiSchema): unknown {
  return value === null && schema['nullable'] !== true ? (schema['default'] ?? null) : value;
}

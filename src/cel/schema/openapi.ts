import type { ApiFacts, ApiSchema, KindFacts } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';

const prefix = '#/definitions/';
const objectMeta = { $ref: `${prefix}io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` };

/**
 * The schema of a kind as the API server publishes it, with definitions in place of references to them: built-in kinds as
 * they are, custom ones with all of `metadata`. A definition within itself becomes an object without fields. Source:
 * Kubernetes 1.34, `apiserver/pkg/cel/openapi/resolver/refs.go`.
 */
export function publishedSchema(kind: KindFacts, facts: ApiFacts): ApiSchema {
  const definitions = facts.definitions();
  const own = facts.schemaOf(kind);
  if (own['$ref'] !== undefined) return resolve(own, definitions, []);
  const text = { type: 'string' };
  const head = { apiVersion: text, kind: text, metadata: objectMeta };
  return resolve({ ...own, properties: { ...(own['properties'] as ApiSchema), ...head } }, definitions, []);
}

function resolve(schema: ApiSchema, definitions: ApiSchema, visited: readonly string[]): ApiSchema {
  const { $ref: reference } = schema;
  if (typeof reference === 'string') {
    if (visited.includes(reference)) return { type: 'object' };
    const definition = definitions[reference.slice(prefix.length)] as ApiSchema | undefined;
    return resolve(definition ?? {}, definitions, [...visited, reference]);
  }
  const { properties, items, additionalProperties } = schema;
  const below = (part: ApiSchema): ApiSchema => resolve(part, definitions, visited);
  return {
    ...schema,
    ...(schema['format'] === 'int-or-string' && { 'x-kubernetes-int-or-string': true }),
    ...(isRecord(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, below(field as ApiSchema)]),
      ),
    }),
    ...(isRecord(items) && { items: below(items) }),
    ...(isRecord(additionalProperties) && { additionalProperties: below(additionalProperties) }),
  };
}

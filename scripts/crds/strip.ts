import type { ApiSchema } from '../../src/kubernetes/facts.ts';

const prose = new Set(['description', 'title', 'example', 'externalDocs']);
const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions']);
const listsOfSchemas = new Set(['allOf', 'anyOf', 'oneOf']);
const schemas = new Set(['items', 'additionalProperties', 'not']);
const componentPrefix = '#/components/schemas/';

/**
 * A schema without prose. References into an OpenAPI document become `#/definitions/…`, and the `allOf` that OpenAPI
 * needs to put a default beside a reference is unwrapped (JSON Schema allows siblings of `$ref`).
 */
export function strip(schema: ApiSchema): ApiSchema {
  const stripped: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (prose.has(keyword)) continue;
    if (keyword === '$ref') stripped['$ref'] = String(value).replace(componentPrefix, '#/definitions/');
    else if (mapsOfSchemas.has(keyword))
      stripped[keyword] = mapValues(value as Record<string, ApiSchema>, strip);
    else if (listsOfSchemas.has(keyword)) stripped[keyword] = (value as ApiSchema[]).map(strip);
    else if (schemas.has(keyword) && typeof value === 'object') stripped[keyword] = strip(value as ApiSchema);
    else stripped[keyword] = value;
  }
  return unwrapReference(stripped);
}

function unwrapReference(schema: Record<string, unknown>): ApiSchema {
  const { allOf, ...rest } = schema;
  const only = Array.isArray(allOf) && allOf.length === 1 ? (allOf[0] as ApiSchema) : undefined;
  return only?.['$ref'] === undefined ? schema : { ...only, ...rest };
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

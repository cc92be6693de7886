import type { ApiSchema } from './facts.ts';

const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions']);
const listsOfSchemas = new Set(['allOf', 'anyOf', 'oneOf']);
const schemas = new Set(['items', 'additionalProperties', 'not']);

const prose = new Set(['description', 'title', 'example', 'externalDocs']);

/** A schema in which the schemas that it consists of are others. What it says of values, as a default, stays as it is. */
export function mapSubschemas(schema: ApiSchema, change: (schema: ApiSchema) => ApiSchema): ApiSchema {
  return mapEntries(schema, (value, keyword) => {
    if (mapsOfSchemas.has(keyword)) return mapEntries(value as Readonly<Record<string, ApiSchema>>, change);
    if (listsOfSchemas.has(keyword)) return (value as readonly ApiSchema[]).map((each) => change(each));
    return schemas.has(keyword) && typeof value === 'object' ? change(value as ApiSchema) : value;
  });
}

/** A schema without the keywords that are there for people alone; those that it consists of still have them. */
export function withoutOwnProse(schema: ApiSchema): ApiSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !prose.has(keyword)));
}

/** A schema that judges the same, and tells people nothing. */
export function withoutProse(schema: ApiSchema): ApiSchema {
  return mapSubschemas(withoutOwnProse(schema), withoutProse);
}

function mapEntries<Value, Changed>(
  map: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Changed,
): Record<string, Changed> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

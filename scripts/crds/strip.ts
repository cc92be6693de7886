import type { ApiSchema } from '../../src/kubernetes/facts.ts';
import { mapSubschemas, withoutOwnProse } from '../../src/kubernetes/subschemas.ts';

const componentPrefix = '#/components/schemas/';

/**
 * A schema without prose. References into an OpenAPI document become `#/definitions/…`, and the `allOf` that OpenAPI
 * needs to put a default beside a reference is unwrapped (JSON Schema allows siblings of `$ref`).
 */
export function strip(schema: ApiSchema): ApiSchema {
  const { $ref, ...rest } = mapSubschemas(withoutOwnProse(schema), strip);
  return unwrapReference({
    ...(typeof $ref === 'string' ? { $ref: $ref.replace(componentPrefix, '#/definitions/') } : {}),
    ...rest,
  });
}

function unwrapReference(schema: ApiSchema): ApiSchema {
  const { allOf, ...rest } = schema;
  const only = Array.isArray(allOf) && allOf.length === 1 ? (allOf[0] as ApiSchema) : undefined;
  return only?.['$ref'] === undefined ? schema : { ...only, ...rest };
}

import type { ApiSchema } from '../../src/kubernetes/facts.ts';

/** Values that a built-in field is confined to, by the ending of its definition's name (`core.v1.Service`) and field. */
export type Enumerations = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * Reads the enumerations that the API server serves with its OpenAPI, but that Kubernetes leaves out of the published
 * files: they stand in the Go code that `openapi-gen` made of the types (`pkg/generated/openapi`).
 */
export function readEnumerations(generatedGo: string): Enumerations {
  const found = new Map<string, Map<string, string[]>>();
  let definition = '';
  let field = '';
  for (const line of generatedGo.split('\n')) {
    definition = /^func schema_\w+?_(\w+_v\d\w*?_[A-Z]\w*)\(/.exec(line)?.[1] ?? definition;
    // Fields of the type itself stand five tabs deep.
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\t+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values === undefined) continue;
    const fields = found.get(nameOf(definition)) ?? new Map<string, string[]>();
    found.set(nameOf(definition), fields.set(field, JSON.parse(`[${values}]`) as string[]));
  }
  return found;
}

/** `api_core_v1_ServiceSpec` → `core.v1.ServiceSpec`. */
function nameOf(goName: string): string {
  return goName.split('_').slice(-3).join('.');
}

/** The definitions with what their fields, or the items of these, are confined to. */
export function withEnumerations(
  definitions: Readonly<Record<string, ApiSchema>>,
  enumerations: Enumerations,
): Record<string, ApiSchema> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => {
      const fields = enumerations.get(name.split('.').slice(-3).join('.'));
      return [name, fields === undefined ? schema : confined(schema, fields)];
    }),
  );
}

function confined(schema: ApiSchema, fields: ReadonlyMap<string, readonly string[]>): ApiSchema {
  const properties = { ...(schema['properties'] as Readonly<Record<string, ApiSchema>>) };
  for (const [field, values] of fields) {
    const property = properties[field];
    if (property === undefined) continue;
    const items = property['items'] as ApiSchema | undefined;
    properties[field] =
      items === undefined
        ? { ...property, enum: values }
        : { ...property, items: { ...items, enum: values } };
  }
  return { ...schema, properties };
}

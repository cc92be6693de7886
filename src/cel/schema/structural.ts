import type { ApiSchema } from '../../kubernetes/facts.ts';

/** A structural schema as rules see it. */
export interface Structural {
  readonly type: string;
  readonly format: string | undefined;
  readonly nullable: boolean;
  readonly isIntOrString: boolean;
  readonly isEmbedded: boolean;
  /** Present when fields are declared; a map of anything else has {@link values}. */
  readonly properties: ReadonlyMap<string, ApiSchema> | undefined;
  readonly values: ApiSchema | undefined;
  readonly items: ApiSchema | undefined;
  readonly listType: string | undefined;
  readonly listKeys: readonly string[];
}

const known = new WeakMap<ApiSchema, Structural>();

/** @param isRoot Whether it is the schema of a whole object: `kind`, `apiVersion` and names are then fields. */
export function structural(schema: ApiSchema, isRoot = false): Structural {
  const isEmbedded = isRoot || schema['x-kubernetes-embedded-resource'] === true;
  const memo = isRoot ? undefined : known.get(schema);
  if (memo !== undefined) return memo;
  const declared = schema['properties'] as Readonly<Record<string, ApiSchema>> | undefined;
  const values = schema['additionalProperties'];
  const read: Structural = {
    type: (schema['type'] ?? '') as string,
    format: schema['format'] as string | undefined,
    nullable: schema['nullable'] === true,
    isIntOrString: schema['x-kubernetes-int-or-string'] === true,
    isEmbedded,
    properties: declared || isEmbedded ? propertiesOf(declared ?? {}, isEmbedded) : undefined,
    values: typeof values === 'object' ? (values as ApiSchema) : undefined,
    items: schema['items'] as ApiSchema | undefined,
    listType: schema['x-kubernetes-list-type'] as string | undefined,
    listKeys: (schema['x-kubernetes-list-map-keys'] ?? []) as readonly string[],
  };
  if (!isRoot) known.set(schema, read);
  return read;
}

const text: ApiSchema = { type: 'string' };
const objectFields: Readonly<Record<string, ApiSchema>> = {
  kind: text,
  apiVersion: text,
  metadata: { type: 'object', properties: { name: text, generateName: text } },
};

function propertiesOf(
  declared: Readonly<Record<string, ApiSchema>>,
  isEmbedded: boolean,
): ReadonlyMap<string, ApiSchema> {
  return new Map(
    Object.entries(isEmbedded && !hasObjectFields(declared) ? { ...declared, ...objectFields } : declared),
  );
}

/** Built-in kinds say more of their metadata. */
function hasObjectFields({ apiVersion, kind, metadata }: Readonly<Record<string, ApiSchema>>): boolean {
  const { name, generateName } = (metadata?.['properties'] ?? {}) as Readonly<Record<string, ApiSchema>>;
  return (
    metadata?.['type'] === 'object' &&
    [apiVersion, kind, name, generateName].every((field) => field?.['type'] === 'string')
  );
}

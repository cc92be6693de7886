import type { ApiSchema, KindFacts } from '../../../src/kubernetes/facts.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';

/** What a controller's CustomResourceDefinition says of a kind, as far as ours has fields. */
export interface Published {
  readonly scope: string;
  /** Types by path, `spec.rules[].name`; `null` where there is no such field. */
  readonly types: Readonly<Record<string, string | null>>;
}

export const facts = loadFacts();

/** The kinds of ACK, whose schemas are written by hand. */
export const kinds = facts.kinds().filter((kind) => kind.group.endsWith('.services.k8s.aws'));

export const nameOf = ({ kind, group, version }: KindFacts): string => `${kind}.${version}.${group}`;

/** Every schema below another one, by path. */
export function fieldsOf(schema: ApiSchema, prefix = ''): [string, ApiSchema][] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, ApiSchema>>;
  return Object.entries(properties).flatMap(([name, field]) => below(`${prefix}${name}`, field));
}

function below(path: string, schema: ApiSchema): [string, ApiSchema][] {
  const items = schema['items'] === undefined ? [] : below(`${path}[]`, schema['items'] as ApiSchema);
  return [[path, schema], ...fieldsOf(schema, `${path}.`), ...items];
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { ApiSchema } from '../../src/kubernetes/facts.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';

const facts = loadFacts();
const kinds = facts.kinds().filter((kind) => kind.group.endsWith('.services.k8s.aws'));

/** Copies of the controllers' CustomResourceDefinitions, which no registry carries. */
const references = process.env['ACK_CRDS'] ?? join(import.meta.dirname, '../../../shared/crds/aws');

test.for(kinds.map((kind) => [kind.kind, kind] as const))('%s is closed at every level', ([, kind]) => {
  const open = nodesOf(propertiesOf(facts.schemaOf(kind))).filter(
    ([path, schema]) =>
      schema['type'] === 'object' &&
      path !== 'metadata' &&
      schema['x-kubernetes-preserve-unknown-fields'] !== (path === 'status') &&
      schema['properties'] === undefined &&
      schema['additionalProperties'] === undefined,
  );
  expect(open).toEqual([]);
});

test.for(kinds.map((kind) => [kind.kind, kind] as const))(
  '%s has no field that upstream lacks',
  ([, kind], { skip }) => {
    const file = join(references, `${kind.group}_${kind.plural}.yaml`);
    skip(!existsSync(file), `no reference copy of ${kind.plural}.${kind.group}`);
    const { spec } = load(readFileSync(file, 'utf8')) as UpstreamDefinition;
    const published = spec.versions.find(({ name }) => name === kind.version)?.schema.openAPIV3Schema ?? {};
    const upstream = new Map(
      nodesOf(propertiesOf(published)).map(([path, schema]) => [path, schema['type']]),
    );
    const own = nodesOf(propertiesOf(facts.schemaOf(kind))).map(
      ([path, schema]) => [path, schema['type']] as const,
    );
    expect(spec.scope).toBe(kind.namespaced ? 'Namespaced' : 'Cluster');
    expect(own.filter(([path, type]) => upstream.get(path) !== type)).toEqual([]);
  },
);

interface UpstreamDefinition {
  readonly spec: {
    readonly scope: string;
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: ApiSchema };
    }[];
  };
}

/** Every schema below, by path: `spec.rules[].name`. */
function nodesOf(properties: Readonly<Record<string, ApiSchema>>, prefix = ''): [string, ApiSchema][] {
  return Object.entries(properties).flatMap(([name, schema]) => below(`${prefix}${name}`, schema));
}

function below(path: string, schema: ApiSchema): [string, ApiSchema][] {
  const nested = (schema['properties'] ?? {}) as Record<string, ApiSchema>;
  const items = schema['items'] === undefined ? [] : below(`${path}[]`, schema['items'] as ApiSchema);
  return [[path, schema], ...nodesOf(nested, `${path}.`), ...items];
}

function propertiesOf(schema: ApiSchema): Record<string, ApiSchema> {
  return (schema['properties'] ?? {}) as Record<string, ApiSchema>;
}

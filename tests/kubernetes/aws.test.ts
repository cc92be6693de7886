import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { ApiSchema } from '../../src/kubernetes/facts.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';

const facts = loadFacts();
const kinds = facts.kinds().filter((kind) => kind.group.endsWith('.services.k8s.aws'));

/** Copies of the controllers' CustomResourceDefinitions, which no registry carries. */
const references = process.env['ACK_CRDS'] ?? join(import.meta.dirname, '../../../shared/crds/aws');

describe('strict schemas of AWS resources', () => {
  test.each(kinds.map((kind) => [kind.kind, kind] as const))('%s is closed at every level', (_, kind) => {
    for (const [path, schema] of nodesOf(facts.schemaOf(kind).properties as Record<string, ApiSchema>)) {
      if (schema['type'] !== 'object' || path === 'status' || path === 'metadata') continue;
      expect(schema, path).toSatisfy(
        (node: ApiSchema) => node['properties'] !== undefined || node['additionalProperties'] !== undefined,
      );
    }
  });

  test.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s has no field that upstream lacks',
    (_, kind) => {
      const file = join(references, `${kind.group}_${kind.plural}.yaml`);
      if (!existsSync(file)) {
        console.warn(`skipped: no reference copy of ${kind.plural}.${kind.group}`);
        return;
      }
      const upstream = load(readFileSync(file, 'utf8')) as UpstreamDefinition;
      const version = upstream.spec.versions.find(({ name }) => name === kind.version);
      const upstreamNodes = new Map(
        nodesOf(version?.schema.openAPIV3Schema['properties'] as Record<string, ApiSchema>),
      );
      expect(upstream.spec.scope).toBe(kind.namespaced ? 'Namespaced' : 'Cluster');
      for (const [path, schema] of nodesOf(facts.schemaOf(kind)['properties'] as Record<string, ApiSchema>)) {
        if (path === 'status') continue;
        expect(upstreamNodes.get(path)?.['type'], path).toBe(schema['type']);
      }
    },
  );
});

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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CustomKind, CustomResourceDefinition } from './custom-resource.ts';
import type { ApiSchema, KindFacts } from './facts.ts';

const folder = join(import.meta.dirname, 'aws');

/** The kinds whose schemas are written by hand: strict, of the fields that are rendered. */
export function ownKinds(): CustomKind[] {
  const index = readJson('index.json') as (KindFacts & { readonly file: string })[];
  return index.map(({ file, ...facts }) => {
    const schema = (readJson(file) as Record<string, ApiSchema>)[facts.kind];
    if (schema === undefined) throw new Error(`${file} has no schema of ${facts.kind}`);
    return { ...facts, hasStatus: true, schema };
  });
}

/** The CustomResourceDefinition that makes an API server judge objects by a kind's schema, and by nothing else. */
export function definitionOf({
  group,
  version,
  kind,
  plural,
  namespaced,
  schema,
}: CustomKind): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          // What a controller reports is no business of whoever applies the object.
          subresources: { status: {} },
        },
      ],
    },
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

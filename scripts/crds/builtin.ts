import type { ApiSchema, KindFacts } from '../../src/kubernetes/facts.ts';
import type { ModuleSource } from '../../src/kubernetes/sources.ts';
import { readModule } from '../../src/lab/build/modules.ts';
import { findGo } from '../../src/lab/build/toolchain.ts';
import { readEnumerations, withEnumerations } from './enumerations.ts';
import { strip } from './strip.ts';

export interface BuiltinApis {
  /** Each kind with the name of its schema among the definitions. */
  readonly kinds: readonly (KindFacts & { readonly definition: string })[];
  readonly definitions: Readonly<Record<string, ApiSchema>>;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind } }>
  >;
}

/**
 * Kinds that a client can create, and the definitions that they share, from Kubernetes' published OpenAPI v3, with the
 * enumerations that stand only in the Go code.
 */
export async function readBuiltinApis(source: ModuleSource): Promise<BuiltinApis> {
  const files = await readModule(source, await findGo());
  const documents = files
    .filter(({ path }) => path.endsWith('.json'))
    .map(({ text }) => JSON.parse(text) as OpenApiDocument);
  const generatedGo = files.filter(({ path }) => path.endsWith('.go')).map(({ text }) => text);
  const definitions: Record<string, ApiSchema> = {};
  const kinds = new Map<string, BuiltinApis['kinds'][number]>();
  for (const { components, paths } of documents) {
    const ownNames = new Map<string, string>();
    for (const [name, schema] of Object.entries(components.schemas)) {
      definitions[name] ??= strip(schema);
      for (const id of groupVersionKinds(schema)) ownNames.set(JSON.stringify(id), name);
    }
    for (const [path, { post }] of Object.entries(paths)) {
      // A collection that objects are posted to; what lies below {name} are subresources.
      const id = post?.['x-kubernetes-group-version-kind'];
      if (id === undefined || path.includes('{name}')) continue;
      const definition = ownNames.get(
        JSON.stringify({ group: id.group, kind: id.kind, version: id.version }),
      );
      const plural = path.slice(path.lastIndexOf('/') + 1);
      if (definition === undefined) continue;
      kinds.set(JSON.stringify([id.group, id.version, id.kind, plural]), {
        ...id,
        plural,
        namespaced: path.includes('/namespaces/{namespace}/'),
        source: `${source.module}@${source.version}`,
        definition,
      });
    }
  }
  return {
    kinds: [...kinds.values()],
    definitions: reachable(
      withEnumerations(definitions, readEnumerations(generatedGo.join('\n'))),
      [...kinds.values()].map((kind) => kind.definition),
    ),
  };
}

function groupVersionKinds(schema: ApiSchema): GroupVersionKind[] {
  const ids = (schema['x-kubernetes-group-version-kind'] ?? []) as GroupVersionKind[];
  // Options and status kinds carry one entry per group; a kind of its own carries exactly one.
  return ids.length === 1 ? ids.map(({ group, kind, version }) => ({ group, kind, version })) : [];
}

function reachable(
  all: Readonly<Record<string, ApiSchema>>,
  roots: readonly string[],
): Record<string, ApiSchema> {
  const found: Record<string, ApiSchema> = {};
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const schema = all[name];
    if (schema === undefined) throw new Error(`no definition of ${name}`);
    if (found[name] !== undefined) continue;
    found[name] = schema;
    for (const [, target] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g))
      queue.push(target ?? '');
  }
  return found;
}

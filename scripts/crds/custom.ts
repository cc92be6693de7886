import { type CustomKind, kindsOfCustomResource } from '../../src/kubernetes/custom-resource.ts';
import type { ModuleSource } from '../../src/kubernetes/sources.ts';
import { readDefinitions } from '../../src/lab/build/definitions.ts';
import { findGo } from '../../src/lab/build/toolchain.ts';
import { strip } from './strip.ts';

/** Every served version of every CustomResourceDefinition in a module's files. Throws on a file without any. */
export async function readCustomKinds(source: ModuleSource): Promise<CustomKind[]> {
  const definitions = await readDefinitions(source, await findGo());
  return definitions
    .flatMap((definition) => kindsOfCustomResource(definition, `${source.module}@${source.version}`))
    .map((kind) => ({ ...kind, schema: strip(kind.schema) }));
}

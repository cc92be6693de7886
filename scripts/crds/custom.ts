import { JSON_SCHEMA, loadAll } from 'js-yaml';
import {
  type CustomKind,
  isCustomResourceDefinition,
  kindsOfCustomResource,
} from '../../src/kubernetes/custom-resource.ts';
import { type ModuleSource, readModule } from './sources.ts';
import { strip } from './strip.ts';

/** Every served version of every CustomResourceDefinition in a module's files. Throws on a file without any. */
export function readCustomKinds(source: ModuleSource): CustomKind[] {
  const origin = `${source.module}@${source.version}`;
  return readModule(source).flatMap(({ path, text }) => {
    const definitions = loadAll(text, { schema: JSON_SCHEMA }).filter(isCustomResourceDefinition);
    if (definitions.length === 0) throw new Error(`${origin}: ${path} holds no CustomResourceDefinition`);
    return definitions
      .flatMap((definition) => kindsOfCustomResource(definition, origin))
      .map((kind) => ({ ...kind, schema: strip(kind.schema) }));
  });
}

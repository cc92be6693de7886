import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSON_SCHEMA, loadAll } from 'js-yaml';
import {
  type CustomResourceDefinition,
  isCustomResourceDefinition,
} from '../../kubernetes/custom-resource.ts';
import type { ModuleSource } from '../../kubernetes/sources.ts';
import { type CacheContext, type CacheEntry, fillCache } from './cache.ts';
import { readModule } from './modules.ts';
import type { Toolchain } from './toolchain.ts';

/** What the cache calls them. */
export const definitionsName = 'kinds';

/** Raised when what is kept of a module changes. */
const recipe = 1;

/** The CustomResourceDefinitions of a module. @throws Error on a file without any */
export async function readDefinitions(
  source: ModuleSource,
  toolchain: Toolchain,
): Promise<CustomResourceDefinition[]> {
  return (await readModule(source, toolchain)).flatMap(({ path, text }) => {
    const definitions = loadAll(text, { schema: JSON_SCHEMA }).filter(isCustomResourceDefinition);
    if (definitions.length > 0) return definitions;
    throw new Error(`${source.module}@${source.version}: ${path} holds no CustomResourceDefinition`);
  });
}

/**
 * Puts the CustomResourceDefinitions of modules into the cache, as JSON, which is read twenty times faster than YAML.
 *
 * @param openToolchain called only if one must be fetched
 * @returns the folder that has them, for `fetchedDefinitions`
 */
export async function fetchDefinitions(
  sources: readonly ModuleSource[],
  context: CacheContext,
  openToolchain: () => Promise<Toolchain>,
): Promise<string> {
  return fillCache(entryOf(sources), context, async (missing, scratch, keep) => {
    const toolchain = await openToolchain();
    for (const [index, part] of missing.entries()) {
      const source = sources.find((candidate) => partOf(candidate) === part);
      if (source === undefined) continue;
      context.progress.note(
        definitionsName,
        `reading ${source.module} ${source.version} (${index + 1} of ${missing.length})`,
      );
      writeFileSync(join(scratch, part), JSON.stringify(await readDefinitions(source, toolchain)));
      keep(part);
    }
  });
}

/** Those of one module. */
export function fetchedDefinitions(folder: string, source: ModuleSource): CustomResourceDefinition[] {
  return JSON.parse(readFileSync(join(folder, partOf(source)), 'utf8')) as CustomResourceDefinition[];
}

function entryOf(sources: readonly ModuleSource[]): CacheEntry {
  return {
    name: definitionsName,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([recipe, sources]))
      .digest('hex')
      .slice(0, 12),
    parts: sources.map(partOf),
  };
}

function partOf({ module }: ModuleSource): string {
  return `${module.replaceAll('/', '_')}.json`;
}

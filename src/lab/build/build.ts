/**
 * Builds the lab's programs from the Go modules in `tools/controlplane/`, each once: what is built is kept in the
 * user's cache, in a folder named after the content of what it was built from.
 *
 *     catalogue.ts    which programs there are, and what is changed in them
 *     toolchain.ts    the Go that builds them
 *     cache.ts        folders of what was built, and how they are filled
 *     fingerprint.ts  the name of a build's content
 *     modules.ts      where Go has the source of a module
 *     patches.ts      modules with changes
 *     compile.ts      one call of the compiler
 *     definitions.ts  the CustomResourceDefinitions of modules
 *     unused.ts       what no longer is of use
 *     programs.ts     where a program is, built or given by the user
 */
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CacheContext, type CacheEntry, fillCache } from './cache.ts';
import type { Tool } from './catalogue.ts';
import { compile } from './compile.ts';
import { fingerprint } from './fingerprint.ts';
import { findModule } from './modules.ts';
import { patchedModfile } from './patches.ts';
import { requireVersion, type Toolchain } from './toolchain.ts';

export interface BuildContext extends CacheContext {
  /** The folder that has a Go module for each tool. */
  readonly modules: string;
  readonly toolchain: Toolchain;
}

/** A tool's entry in the cache, with some of its programs, and folders of files taken from its module. */
function entryOf(tool: Tool, programs: readonly string[], { modules, toolchain }: BuildContext): CacheEntry {
  return {
    name: tool.name,
    fingerprint: fingerprint(tool, join(modules, tool.name), toolchain),
    parts: [...programs, ...Object.keys(tool.files ?? {})],
  };
}

/**
 * Builds what is missing of a tool (see `fillCache`).
 *
 * @param programs which of the tool's programs are wanted; default: all
 * @returns the folder that has them
 * @throws InputError if Go is too old or cannot build one
 */
export async function buildTool(
  tool: Tool,
  context: BuildContext,
  programs: readonly string[] = Object.keys(tool.programs),
): Promise<string> {
  const { toolchain, progress } = context;
  const source = join(context.modules, tool.name);
  return fillCache(entryOf(tool, programs, context), context, async (missing, scratch, keep) => {
    requireVersion(toolchain, tool.name, readFileSync(join(source, 'go.mod'), 'utf8'));
    const module = await findModule(tool.module, source, toolchain);
    const variables = expand(tool.variables ?? {}, module.version);
    const modfile = await patchedModfile(tool, source, scratch, toolchain);
    for (const part of missing) {
      const output = join(scratch, part);
      const goPackage = tool.programs[part];
      if (goPackage === undefined) {
        copyMatches(module.folder, tool.files?.[part] ?? [], output);
      } else {
        const compilation = {
          program: part,
          package: goPackage,
          folder: source,
          output,
          variables,
          modfile,
        };
        await compile(compilation, toolchain, progress);
      }
      keep(part);
    }
  });
}

function expand(variables: Readonly<Record<string, string>>, version: string): Record<string, string> {
  const [major = '', minor = ''] = version.replace(/^v/, '').split('.');
  const words: Readonly<Record<string, string>> = {
    '<version>': version,
    '<major>': major,
    '<minor>': minor,
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, words[value] ?? value]));
}

/** Scripts keep working: zip files of modules lose the mark that a file can be run. */
function copyMatches(from: string, globs: readonly string[], to: string): void {
  mkdirSync(to, { recursive: true });
  const files = globs.flatMap((glob) => globSync(glob, { cwd: from })).sort();
  if (files.length === 0) throw new Error(`no file of ${from} matches ${globs.join(', ')}`);
  for (const file of files) {
    const copy = join(to, basename(file));
    copyFileSync(join(from, file), copy);
    chmodSync(copy, file.endsWith('.sh') ? 0o755 : 0o644);
  }
}

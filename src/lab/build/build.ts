/**
 * Builds the lab's programs from the Go modules in `tools/controlplane/`, each once: what is built is kept in the
 * user's cache, in a folder named after the content of what it was built from.
 *
 *     catalogue.ts    which programs there are, and what is changed in them
 *     toolchain.ts    the Go that builds them
 *     fingerprint.ts  the name of a build's content
 *     modules.ts      where Go has the source of a module
 *     patches.ts      modules with changes
 *     compile.ts      one call of the compiler
 *     unused.ts       what no longer is of use
 *     programs.ts     where a program is, built or given by the user
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { lock } from '../lock.ts';
import type { Progress } from '../progress.ts';
import type { Tool } from './catalogue.ts';
import { compile } from './compile.ts';
import { fingerprint } from './fingerprint.ts';
import { findModule } from './modules.ts';
import { patchedModfile } from './patches.ts';
import { requireVersion, type Toolchain } from './toolchain.ts';
import { markUsed, removeUnused } from './unused.ts';

export interface BuildContext {
  /** The folder that has a Go module for each tool. */
  readonly modules: string;
  /** The folder that builds are kept in. */
  readonly cache: string;
  readonly toolchain: Toolchain;
  readonly progress: Progress;
}

/** The folder in which a tool's programs are, or will be once they are built. */
function buildFolder(tool: Tool, { modules, cache, toolchain }: BuildContext): string {
  return join(cache, `${tool.name}-${fingerprint(tool, join(modules, tool.name), toolchain)}`);
}

/** Which programs of a tool are not built yet. */
export function missingPrograms(tool: Tool, programs: readonly string[], context: BuildContext): string[] {
  const folder = buildFolder(tool, context);
  return programs.filter((program) => !existsSync(join(folder, program)));
}

/** What of a tool is not built yet: program names, and folders of files taken from its module. */
function missingParts(tool: Tool, folder: string, programs: readonly string[]): string[] {
  return [...programs, ...Object.keys(tool.files ?? {})].filter((part) => !existsSync(join(folder, part)));
}

/**
 * Builds what is missing of a tool. Each program is put in place whole, as soon as it is ready, so an interrupted
 * build goes on where it stopped. Two builds of the same tool wait for each other.
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
  const target = buildFolder(tool, context);
  if (missingParts(tool, target, programs).length === 0) {
    markUsed(target);
    return target;
  }

  const source = join(context.modules, tool.name);
  const goMod = readFileSync(join(source, 'go.mod'), 'utf8');
  requireVersion(context.toolchain, tool.name, goMod);
  mkdirSync(target, { recursive: true });
  const held = await lock(join(context.cache, `.${tool.name}.lock`), () =>
    context.progress.note(tool.name, 'waiting for another build of it to end'),
  );
  // A build that was killed has left its own; whoever holds the lock is the only one who builds.
  for (const left of globSync(`${scratchPrefix}*`, { cwd: target })) removeTree(join(target, left));
  const scratch = mkdtempSync(join(target, scratchPrefix));
  try {
    await buildParts(tool, missingParts(tool, target, programs), { source, scratch, target }, context);
  } finally {
    removeTree(scratch);
    removeUnused(tool, context.cache);
    held.release();
  }
  return target;
}

const scratchPrefix = '.build-';

function removeTree(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

interface Folders {
  readonly source: string;
  readonly scratch: string;
  readonly target: string;
}

async function buildParts(
  tool: Tool,
  parts: readonly string[],
  { source, scratch, target }: Folders,
  { toolchain, progress }: BuildContext,
): Promise<void> {
  if (parts.length === 0) return;
  const module = await findModule(tool.module, source, toolchain);
  const variables = expand(tool.variables ?? {}, module.version);
  const modfile = await patchedModfile(tool, source, scratch, toolchain);
  for (const part of parts) {
    const output = join(scratch, part);
    const goPackage = tool.programs[part];
    if (goPackage === undefined) {
      copyMatches(module.folder, tool.files?.[part] ?? [], output);
    } else {
      const compilation = { program: part, package: goPackage, folder: source, output, variables, modfile };
      await compile(compilation, toolchain, progress);
    }
    renameSync(output, join(target, part));
  }
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

import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ModuleSource } from '../../kubernetes/sources.ts';
import { InputError } from '../../report/errors.ts';
import type { Toolchain } from './toolchain.ts';

const execute = promisify(execFile);

/** A module as Go has it on this machine. */
export interface Module {
  /** e.g. `v1.34.3` */
  readonly version: string;
  /** Its unpacked source, not to be written to. */
  readonly folder: string;
}

export interface ModuleFile {
  /** Relative to the module's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * Looks up a module that `folder`'s go.mod requires, downloading it if Go does not have it yet.
 *
 * @throws InputError if it cannot be had
 */
export async function findModule(path: string, folder: string, toolchain: Toolchain): Promise<Module> {
  await runGo(['mod', 'download', path], path, folder, toolchain);
  return parse(await runGo(['list', '-m', '-json', path], path, folder, toolchain));
}

/**
 * Downloads a module at a version that no go.mod has a say in, checked against the checksum database, and reads the
 * files that its globs name, ordered by path.
 *
 * @throws InputError if it cannot be had
 * @throws Error if a glob matches nothing
 */
export async function readModule(
  { module, version, files }: ModuleSource,
  toolchain: Toolchain,
): Promise<ModuleFile[]> {
  const name = `${module}@${version}`;
  const { folder } = parse(await runGo(['mod', 'download', '-json', name], name, tmpdir(), toolchain));
  return files
    .flatMap((glob) => {
      const paths = globSync(glob, { cwd: folder }).sort();
      if (paths.length === 0) throw new Error(`${name}: no file matches ${glob}`);
      return paths;
    })
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

function parse(answer: string): Module {
  const { Version, Dir } = JSON.parse(answer) as { Version: string; Dir: string };
  return { version: Version, folder: Dir };
}

async function runGo(
  args: readonly string[],
  wanted: string,
  folder: string,
  { env, signal }: Toolchain,
): Promise<string> {
  try {
    const { stdout } = await execute('go', args, { cwd: folder, env, signal, maxBuffer: 16 << 20 });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'go-module',
        message: `Go cannot get ${wanted}: ${reasonOf(error)}`,
        next: 'check that its module proxy (go env GOPROXY) can be reached',
      },
    ]);
  }
}

/** With -json, Go tells what is wrong on standard output. */
function reasonOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  const told = /"Error": "(.+)"/.exec(stdout)?.[1];
  return told ?? stderr.trim().split('\n').at(-1) ?? String(error);
}

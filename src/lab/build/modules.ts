import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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

/**
 * Looks up a module that `folder`'s go.mod requires, downloading it if Go does not have it yet.
 *
 * @throws InputError if it cannot be had
 */
export async function findModule(path: string, folder: string, toolchain: Toolchain): Promise<Module> {
  const options = { cwd: folder, env: toolchain.env, maxBuffer: 16 << 20 };
  try {
    await execute('go', ['mod', 'download', path], options);
    const { stdout } = await execute('go', ['list', '-m', '-json', path], options);
    const { Version, Dir } = JSON.parse(stdout) as { Version: string; Dir: string };
    return { version: Version, folder: Dir };
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'go-module',
        message: `Go cannot get ${path}: ${text.split('\n').at(-1) ?? ''}`,
        next: 'check that its module proxy (go env GOPROXY) can be reached',
      },
    ]);
  }
}

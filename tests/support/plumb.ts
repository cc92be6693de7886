import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const repository = join(import.meta.dirname, '../..');

export interface PlumbRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PlumbOptions {
  /** Working directory; the checkout by default. */
  readonly cwd?: string;
  /** Laid over this process's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** The checkout whose `plumb` runs; this one by default. */
  readonly checkout?: string;
}

/** Runs `plumb` as a user would, in a process of its own. Its coverage counts like that of the test's own process. */
export async function runPlumb(args: readonly string[], options: PlumbOptions = {}): Promise<PlumbRun> {
  return startPlumb(args, options).ended;
}

/** The same, for tests that do something to it while it runs. */
export function startPlumb(
  args: readonly string[],
  options: PlumbOptions = {},
): { readonly child: ChildProcess; readonly ended: Promise<PlumbRun> } {
  const main = join(options.checkout ?? repository, 'src/cli/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: options.cwd ?? repository,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
  });
  child.stdin.on('error', (error: NodeJS.ErrnoException) => {
    // A command that reads no standard input may be gone before it is written.
    if (error.code !== 'EPIPE') throw error;
  });
  child.stdin.end(options.stdin ?? '');
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), closed]).then(
    ([stdout, stderr, code]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}

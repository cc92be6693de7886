import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, type ProcessIdentity } from './identity.ts';
import type { ProcessSpec } from './spec.ts';

export interface SpawnOptions {
  /** Working directory, and the home of whatever it writes unasked. */
  readonly folder: string;
  /** Its output is appended here. */
  readonly logFile: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts a program that goes on after its parent has ended, as the leader of a process group of its own: what it
 * starts itself can be stopped with it.
 *
 * @throws Error if it cannot be started at all. `undefined` if it has ended at once.
 */
export async function spawnDetached(
  spec: ProcessSpec,
  { folder, logFile, env }: SpawnOptions,
): Promise<ProcessIdentity | undefined> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(spec.program, spec.args, {
      cwd: folder,
      env: { ...env, ...spec.env },
      detached: true,
      stdio: ['ignore', log, log],
    });
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    await once(child, 'spawn');
    child.unref();
    return identity;
  } finally {
    closeSync(log);
  }
}

import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../../report/errors.ts';
import { isMissing } from './tree.ts';

/** The locks that this process holds: what runs under one may ask for it again. */
const held = new Set<string>();

/**
 * Runs `work` while holding a lock file that names this process. A lock whose process is gone is taken over.
 *
 * @throws {InputError} when a running process holds the lock.
 */
export function withLock(path: string, work: () => void): void {
  if (held.has(path)) return work();
  acquire(path);
  held.add(path);
  try {
    work();
  } finally {
    held.delete(path);
    rmSync(path, { force: true });
  }
}

/** Whether a running process holds the lock. */
export function isLocked(path: string): boolean {
  const holder = holderOf(path);
  return holder !== undefined && isRunning(holder);
}

function acquire(path: string): void {
  // Linked into place, so that nobody ever sees a lock that does not yet name its holder.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!linked(own, path)) {
      const holder = holderOf(path);
      if (holder !== undefined && isRunning(holder)) throw lockedError(path, holder);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockedError(path: string, pid: number): InputError {
  return new InputError([
    {
      severity: 'unjudged',
      rule: 'output-locked',
      message: `another plumb (process ${pid}) is writing to the same folder`,
      location: { file: path },
      next: 'wait for it to end, then try again',
    },
  ]);
}

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** Held until it is released, or until nothing refers to it any more and it is collected as garbage. */
export interface Lock {
  release(): void;
}

/**
 * Takes a lock that others can hold, or returns `undefined` if one does. The operating system drops it when its
 * process ends, however it ends, so none is ever stale. (It is the one that SQLite takes on a database file: Node has
 * no file locks of its own.)
 *
 * @param file created if missing; stays empty
 */
export function tryLock(file: string): Lock | undefined {
  for (;;) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file);
    const before = inode(file);
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (isBusy(error)) return undefined;
      throw error;
    }
    // Whoever held it before may have removed the file: what was locked then is no longer what others find.
    if (before !== undefined && before === inode(file)) return { release: () => database.close() };
    database.close();
  }
}

/** Takes a lock as soon as nobody else holds it. `onWait` is called once if that is not at once, `signal` ends the waiting. */
export async function lock(file: string, onWait: () => void, signal?: AbortSignal): Promise<Lock> {
  for (let waited = false; ; waited = true) {
    const taken = tryLock(file);
    if (taken) return taken;
    if (!waited) onWait();
    await sleep(200, undefined, signal && { signal });
  }
}

function inode(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

/** https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

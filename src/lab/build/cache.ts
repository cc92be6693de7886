import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../report/errors.ts';
import { systemFailure } from '../failures.ts';
import { lock } from '../lock.ts';
import type { Progress } from '../progress.ts';
import { markUsed, removeUnused } from './unused.ts';

/** A folder of the cache, named after the content of what its parts are made from. */
export interface CacheEntry {
  readonly name: string;
  readonly fingerprint: string;
  /** The files or folders that are wanted in it. */
  readonly parts: readonly string[];
}

export interface CacheContext {
  /** The folder that builds are kept in. */
  readonly cache: string;
  readonly progress: Progress;
  /** Ends builds, and waiting for those of others. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * @param missing the parts to make
 * @param scratch an empty folder to make each in, under its own name
 * @param keep puts a part in place: to be called as soon as it is ready
 */
export type Make = (
  missing: readonly string[],
  scratch: string,
  keep: (part: string) => void,
) => Promise<void>;

/**
 * Makes the parts that are missing. Each is put in place whole, as soon as it is ready, so an interrupted build goes on
 * where it stopped. Two builds of the same name wait for each other.
 *
 * @returns the folder that has them
 * @throws InputError for what the system refused; whatever `make` throws
 */
export async function fillCache(entry: CacheEntry, context: CacheContext, make: Make): Promise<string> {
  try {
    return await fill(entry, context, make);
  } catch (error) {
    throw error instanceof InputError ? error : systemFailure(error, context.cache);
  }
}

async function fill(
  entry: CacheEntry,
  { cache, progress, signal }: CacheContext,
  make: Make,
): Promise<string> {
  const target = join(cache, `${entry.name}-${entry.fingerprint}`);
  const findMissing = (): string[] => entry.parts.filter((part) => !existsSync(join(target, part)));
  if (findMissing().length === 0) {
    markUsed(target);
    return target;
  }
  mkdirSync(target, { recursive: true });
  const held = await lock(
    join(cache, `.${entry.name}.lock`),
    () => progress.note(entry.name, 'waiting for another build of it to end'),
    signal,
  );
  // A build that was killed has left its own; whoever holds the lock is the only one who builds.
  for (const left of globSync(`${scratchPrefix}*`, { cwd: target })) removeTree(join(target, left));
  const scratch = mkdtempSync(join(target, scratchPrefix));
  try {
    const missing = findMissing();
    const keep = (part: string): void => renameSync(join(scratch, part), join(target, part));
    if (missing.length > 0) await make(missing, scratch, keep);
  } finally {
    removeTree(scratch);
    removeUnused(entry.name, cache);
    held.release();
  }
  return target;
}

const scratchPrefix = '.build-';

function removeTree(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../report/errors.ts';
import { messageOf } from '../../report/thrown.ts';
import { outputError } from './errors.ts';
import { isLocked, withLock } from './lock.ts';
import { isUpToDate, type OutputPlan } from './plan.ts';
import { listTree, readEntry, type TreeEntry } from './tree.ts';

/** Where a new tree is built and the old one is kept for the moment of the exchange: beside the output folder. */
interface Places {
  readonly output: string;
  readonly next: string;
  readonly previous: string;
  readonly lock: string;
}

function placesOf(root: string): Places {
  const output = existsSync(root) ? realpathSync(root) : resolve(root);
  const beside = (suffix: string) => join(dirname(output), `.${basename(output)}.${suffix}`);
  return { output, next: beside('next'), previous: beside('previous'), lock: beside('lock') };
}

/**
 * Makes the output folder what the plan says, all of it or nothing: the new tree is built beside the old one
 * (unchanged files as hard links) and takes its place by renaming. Whatever interrupts it, the next call finds either
 * the old tree or the new one; `recoverOutput` mends the one moment in which neither stands in place.
 *
 * Writes nothing when nothing changes.
 *
 * @throws {InputError} when another run is writing to the same folder, or the file system refuses (full, read-only,
 * a file where a folder must be); the old tree then stands as it was.
 */
export function commitOutput(plan: OutputPlan): void {
  if (isUpToDate(plan)) return;
  const places = placesOf(plan.root);
  withWritableOutput(places, () => {
    mkdirSync(dirname(places.output), { recursive: true });
    withLock(places.lock, () => exchange(plan, places));
  });
}

/**
 * Runs `work`, which may call `commitOutput`, while no other run writes to the output folder.
 *
 * @throws {InputError} when another one is doing so
 */
export function whileLocked(root: string, work: () => void): void {
  withLock(placesOf(root).lock, work);
}

function exchange(plan: OutputPlan, places: Places): void {
  if (!standsAsPlanned(plan)) throw changedMeanwhile(plan.root);
  rmSync(places.next, { recursive: true, force: true });
  try {
    mkdirSync(places.next);
    buildTree(plan, places);
  } catch (error) {
    rmSync(places.next, { recursive: true, force: true });
    throw error;
  }
  rmSync(places.previous, { recursive: true, force: true });
  const hadOutput = existsSync(places.output);
  if (hadOutput) renameSync(places.output, places.previous);
  try {
    renameSync(places.next, places.output);
  } catch (error) {
    if (hadOutput) renameSync(places.previous, places.output);
    rmSync(places.next, { recursive: true, force: true });
    throw error;
  }
  try {
    rmSync(places.previous, { recursive: true, force: true });
  } catch {
    // The new tree stands all the same. The next run clears the old one away, or tells what keeps it.
  }
}

/** What another run added since would be in no list of the plan, and so in no new tree. */
function standsAsPlanned({ root, unchanged, changed, removed, foreign, outside }: OutputPlan): boolean {
  const known = new Set([
    ...unchanged,
    ...removed,
    ...[...changed, ...foreign, ...outside].map(({ path }) => path),
  ]);
  const stands = listTree(root);
  return stands.length === known.size && stands.every(({ path }) => known.has(path));
}

function changedMeanwhile(root: string): InputError {
  return new InputError([
    {
      severity: 'unjudged',
      rule: 'output-changed',
      message: 'files came or went in the output folder while it was rendered',
      location: { file: root },
      next: 'try again; nothing was written',
    },
  ]);
}

/** Runs `work`, which writes to the output folder; what the file system refuses becomes an `InputError`. */
function withWritableOutput(places: Places, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof InputError
      ? error
      : outputError('write', places.output, hideScratch(error, places));
  }
}

/** People know the output folder, not the one beside it in which the new tree is built. */
function hideScratch(error: unknown, { next, output }: Places): Error {
  const message = messageOf(error);
  return new Error(message.replaceAll(next, output), { cause: error });
}

/**
 * Mends what a killed run left: puts the old tree back if it ended between the two renames, and removes its scratch. A run
 * that is still at work is left alone. Call before reading the output folder.
 *
 * @throws {InputError} when a running synth is just between the two renames, or the file system refuses
 */
export function recoverOutput(root: string): void {
  const places = placesOf(root);
  withWritableOutput(places, () => {
    const scratch = scratchOf(places);
    if (scratch.length > 0) clear(scratch, places);
  });
}

function clear(scratch: readonly string[], { output, previous, lock }: Places): void {
  const hasOutput = existsSync(output);
  if (hasOutput && isLocked(lock)) return;
  withLock(lock, () => {
    if (!hasOutput && existsSync(previous)) renameSync(previous, output);
    for (const path of scratch.filter((each) => each !== lock))
      rmSync(path, { recursive: true, force: true });
  });
}

function scratchOf({ output, next, previous, lock }: Places): string[] {
  const folder = dirname(output);
  if (!existsSync(folder)) return [];
  const isScratch = (path: string) =>
    [next, previous, lock].includes(path) || (path.startsWith(`${lock}.`) && !isLocked(path));
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(isScratch);
}

function buildTree(plan: OutputPlan, places: Places): void {
  const folders = new Set<string>();
  const target = (path: string): string => {
    const full = join(places.next, path);
    const folder = dirname(full);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    return full;
  };
  const keep = (entry: TreeEntry): void => {
    if (entry.type === 'link') symlinkSync(readEntry(places.output, entry) ?? '', target(entry.path));
    else linkSync(join(places.output, entry.path), target(entry.path));
  };
  for (const path of plan.unchanged) keep({ path, type: 'file' });
  for (const entry of [...plan.foreign, ...plan.outside]) keep(entry);
  for (const file of [...plan.created, ...plan.changed]) writeFileSync(target(file.path), file.content);
}

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DriftHistory, noHistory } from '../../drift/history.ts';
import { historyProblem } from '../../drift/read-history.ts';
import { unusable } from '../git.ts';

/**
 * What is remembered of earlier runs; nothing if there is no such file yet.
 *
 * @throws InputError if it is something else, or was written by another version
 */
export function readHistory(file: string): DriftHistory {
  if (!existsSync(file)) return noHistory;
  const next = 'name a file that plumb drift --history wrote, or one that is not there yet';
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw unusable('unusable-history', `${file} cannot be read: ${(cause as Error).message}`, next, cause);
  }
  const problem = historyProblem(value);
  if (problem === undefined) return value as DriftHistory;
  throw unusable(
    'unusable-history',
    `${file} is no history of plumb drift of this version: ${problem}`,
    next,
  );
}

/**
 * Replaces the file as a whole: what is written halfway is never there.
 *
 * @throws InputError if the file system refuses
 */
export function writeHistory(file: string, history: DriftHistory): void {
  const scratch = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(scratch, `${JSON.stringify(history, undefined, 1)}\n`);
    renameSync(scratch, file);
  } catch (cause) {
    rmSync(scratch, { force: true });
    const message = `${file} cannot be written: ${(cause as Error).message}`;
    throw unusable('unwritable-history', message, 'name a file in a folder that you may write to', cause);
  }
}

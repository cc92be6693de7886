import {
  closeSync,
  fchmodSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unreadable } from '../../../manifest/text.ts';
import { InputError, unusable } from '../../../report/errors.ts';
import { refusalOf } from '../../../report/thrown.ts';
import type { Place } from './place.ts';

/**
 * What is written halfway is never there: it gets its name when it is whole. A file keeps its mode, and a link leads where
 * it led. Pipes and devices take what is written as it comes: nothing can stand in for them.
 */
export function filePlace(file: string): Place {
  return {
    name: file,
    read: async () => {
      try {
        return readFileSync(file);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new InputError([unreadable(file, cause)], { cause });
      }
    },
    write: async (pieces) => {
      try {
        if (isStream(file)) writePieces(file, pieces);
        else replace(file, pieces);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
        const message = `${file} cannot be written: ${refusalOf(cause)}`;
        throw unusable('unwritable-file', message, 'name a file in a folder that you may write to', cause);
      }
    },
  };
}

/** What can be read only once, or has no end: a pipe, as `<(…)` is, or a device. Whoever uses it learns what else is wrong. */
export function isStream(file: string): boolean {
  const status = statusOf(file);
  return status !== undefined && !status.isFile() && !status.isDirectory();
}

export function isFolder(file: string): boolean {
  return statusOf(file)?.isDirectory() === true;
}

/** `undefined` of what is not there, or cannot be looked at. */
function statusOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function replace(file: string, pieces: Iterable<string>): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  const target = mode === undefined ? file : realpathSync(file);
  const scratch = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    writePieces(scratch, pieces, mode);
    renameSync(scratch, target);
  } catch (cause) {
    rmSync(scratch, { force: true });
    throw cause;
  }
}

/** @param mode of a file that is new. Default: what the user's own are given */
function writePieces(file: string, pieces: Iterable<string>, mode?: number): void {
  const descriptor = openSync(file, 'w', mode);
  try {
    // What a process creates loses the rights that its umask takes away.
    if (mode !== undefined) fchmodSync(descriptor, mode);
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unreadable } from '../../../manifest/text.ts';
import { InputError, unusable } from '../../../report/errors.ts';
import { messageOf } from '../../../report/thrown.ts';
import type { Place } from './place.ts';

/** What is written halfway is never there: it gets its name when it is whole. */
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
      const scratch = join(dirname(file), `.${basename(file)}.${process.pid}`);
      try {
        writePieces(scratch, pieces);
        renameSync(scratch, file);
      } catch (cause) {
        rmSync(scratch, { force: true });
        if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
        const message = `${file} cannot be written: ${messageOf(cause)}`;
        throw unusable('unwritable-file', message, 'name a file in a folder that you may write to', cause);
      }
    },
  };
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

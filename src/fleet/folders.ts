import { type Dirent, readdirSync, statSync } from 'node:fs';
import { unreadable } from '../manifest/text.ts';
import { InputError } from '../report/errors.ts';

/**
 * What stands in a folder, dot files aside, in code-unit order; nothing where there is no folder.
 *
 * @throws {InputError} if the operating system does not let us read it
 */
export function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** As `foldersIn`: everything that is no folder. */
export function filesIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name);
}

function entriesIn(folder: string): Dirent[] {
  return read(folder)
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function read(folder: string): Dirent[] {
  try {
    const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
    return isFolder === true ? readdirSync(folder, { withFileTypes: true }) : [];
  } catch (cause) {
    throw new InputError([unreadable(folder, cause)], { cause });
  }
}

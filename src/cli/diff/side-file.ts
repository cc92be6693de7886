import { statSync } from 'node:fs';
import { noRegularFile } from '../../manifest/files.ts';
import { readBytes, unreadable } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import type { SideFile } from './sides.ts';

/** Reads a file that is named by itself, be it a pipe. */
export function namedFile(file: string): SideFile {
  return readAs('', file, file);
}

/**
 * Reads a file of a folder. A pipe is not waited for.
 *
 * @param opened where the file is. Default: as messages call it
 */
export function fileOfFolder(path: string, file: string, opened = file): SideFile {
  try {
    if (!statSync(opened).isFile()) return unread(path, file, noRegularFile(file));
  } catch (cause) {
    return unread(path, file, unreadable(file, cause));
  }
  return readAs(path, file, opened);
}

function readAs(path: string, file: string, opened: string): SideFile {
  try {
    return { path, file, content: readBytes(opened, file) };
  } catch (error) {
    const [problem] = error instanceof InputError ? error.findings : [];
    if (problem === undefined) throw error;
    return unread(path, file, problem);
  }
}

/** What there is instead of a file, or of all files of a folder. */
export function unread(path: string, file: string, problem: Finding): SideFile {
  return { path, file, content: Buffer.alloc(0), problem };
}

import { readFileSync, statSync } from 'node:fs';
import { noRegularFile } from '../../manifest/files.ts';
import { unreadable } from '../../manifest/text.ts';
import type { Finding } from '../../report/finding.ts';
import type { SideFile } from './sides.ts';

/** Reads a file that is named by itself, be it a pipe. */
export function namedFile(file: string): SideFile {
  try {
    return { path: '', file, content: readFileSync(file) };
  } catch (cause) {
    return unread('', file, unreadable(file, cause));
  }
}

/**
 * Reads a file of a folder. A pipe is not waited for.
 *
 * @param opened where the file is. Default: as messages call it
 */
export function fileOfFolder(path: string, file: string, opened = file): SideFile {
  try {
    if (statSync(opened).isFile()) return { path, file, content: readFileSync(opened) };
    return unread(path, file, noRegularFile(file));
  } catch (cause) {
    return unread(path, file, unreadable(file, cause));
  }
}

/** What there is instead of a file, or of all files of a folder. */
export function unread(path: string, file: string, problem: Finding): SideFile {
  return { path, file, content: Buffer.alloc(0), problem };
}

import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { noRegularFile } from '../../manifest/files.ts';
import { unreadable } from '../../manifest/text.ts';
import { unread } from './side-file.ts';
import { isCompared, type SideFile } from './sides.ts';

/**
 * What git tells nothing true of in the working tree: the files of a folder that cannot be read are deleted to it, or none,
 * and a pipe is a file that has changed, or nothing.
 *
 * @param folder in the repository
 * @returns what cannot be read, each with its problem
 */
export function unreadBelow(folder: string, repository: string): SideFile[] {
  const here = join(repository, folder);
  try {
    const entries = readdirSync(here, { withFileTypes: true });
    // Who may only list a folder sees names, and no file of it.
    accessSync(here, constants.X_OK);
    return entries.flatMap((entry): SideFile[] => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return unreadBelow(path, repository);
      if (entry.isFile() || entry.isSymbolicLink() || !isCompared(path)) return [];
      return [unread(path, path, noRegularFile(path))];
    });
  } catch (cause) {
    const problem = unreadable(folder, cause);
    return problem.rule === 'missing-file' ? [] : [unread(folder, folder, problem)];
  }
}

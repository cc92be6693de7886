import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What regions are, from the top of a repository; a folder that has it is one. */
export const catalogueFile = 'environments/regions.yaml';

/** The nearest folder at or above another that has one of the files. */
export function folderWith(names: readonly string[], from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (names.some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

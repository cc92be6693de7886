import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What regions are, from the top of a repository; a folder that has it is one. */
export const catalogueFile = 'environments/regions.yaml';

/**
 * The repository that a rendered file or folder belongs to, be it in `dist/` or in a scratch folder: the nearest folder
 * above that has environments. `undefined` if there is none.
 */
export function repositoryAbove(path: string): string | undefined {
  const folder = dirname(path);
  if (existsSync(join(folder, catalogueFile))) return folder;
  return folder === path ? undefined : repositoryAbove(folder);
}

/** What messages call a path: relative, with forward slashes. */
export function shownFrom(folder: string, path: string): string {
  return (relative(folder, path) || '.').split(sep).join('/');
}

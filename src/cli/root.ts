import { relative, resolve } from 'node:path';
import { catalogueFile, folderWith } from '../fleet/repository-folder.ts';
import type { Location } from '../report/finding.ts';

export const ownCheckout = resolve(import.meta.dirname, '../..');

/**
 * The repository to work on: the nearest folder at or above the working directory that has
 * `environments/regions.yaml`, else the checkout that this command belongs to. So `plumb` does the same wherever in
 * a repository, or from outside of it, it is called.
 */
export function findRepository(from: string = process.cwd()): string {
  return folderWith([catalogueFile], from) ?? ownCheckout;
}

/**
 * The repository whose revisions are meant: as above, but a git repository that is nearer is somebody else's, and says
 * nothing of this checkout.
 */
export function findRevisions(from: string = process.cwd()): string {
  return repositoryOf(from) ?? ownCheckout;
}

/** The repository that a file or folder is in, ours or not; `undefined` if it is in none. */
export function repositoryOf(path: string): string | undefined {
  return folderWith([catalogueFile, '.git'], path);
}

/** A path as the user would type it: relative to the working directory where that is shorter. */
export function displayPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}

/** Findings of a repository name files relative to it; users read them relative to the working directory, where that is shorter. */
export function relocated<T extends { readonly location?: Location }>(
  findings: readonly T[],
  repository: string,
): T[] {
  return findings.map((finding) => {
    if (!finding.location) return finding;
    const path = resolve(repository, finding.location.file);
    const short = relative(process.cwd(), path) || '.';
    return { ...finding, location: { ...finding.location, file: short.length < path.length ? short : path } };
  });
}

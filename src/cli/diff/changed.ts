import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../git.ts';
import { type Content, inWorkingTree, Links, problemOf } from './links.ts';

export interface ChangedFile {
  readonly path: string;
  readonly before: Content;
  readonly after: Content;
}

/**
 * What differs in a folder. Links are among it if they do not change themselves, as what they stand for may.
 *
 * @param commits two, or one that the working tree is compared with
 */
export function changedFiles(folder: string, commits: readonly string[], repository: string): ChangedFile[] {
  const [base, head] = commits;
  const options = ['--raw', '-z', '--no-renames', '--no-ext-diff', '--no-abbrev', '--relative'];
  const output = git(['diff', ...options, ...commits, '--', folder], '', repository).toString('utf8');
  const links = new Links(repository);
  const [old, now] = [links.within(folder, base), links.within(folder, head)];
  // `:<mode> <mode> <hash> <hash> <status>`, then the path, each ended by a zero byte.
  const parts = output.split('\0');
  const tracked = Array.from({ length: Math.floor(parts.length / 2) }, (_, index): ChangedFile => {
    const [modeBefore = '', modeAfter = '', hashBefore, hashAfter = ''] = (parts[2 * index] ?? '').split(' ');
    const path = parts[2 * index + 1] ?? '';
    const isHere = head === undefined || /^0+$/.test(hashAfter);
    const before = contentOf(modeBefore.slice(1), hashBefore, () => old.get(path));
    if (head === undefined && isOutOfReach(join(repository, path)))
      return { path, before, after: inWorkingTree };
    return {
      path,
      before,
      after: contentOf(modeAfter, isHere ? inWorkingTree : hashAfter, () =>
        isHere ? links.behind(path) : now.get(path),
      ),
    };
  });
  const paths = new Set(tracked.map(({ path }) => path));
  const isFile = (content: Content): boolean => problemOf(content, '') === undefined;
  const still = [...old]
    .map(([path, before]) => ({ path, before, after: now.get(path) }))
    .filter(
      ({ path, before, after }) => !paths.has(path) && before !== after && isFile(before) && isFile(after),
    );
  return [...tracked, ...still, ...(head === undefined ? untracked(folder, repository, links) : [])];
}

/** By git's modes. */
function contentOf(mode: string, hash: string | undefined, linked: () => Content): Content {
  if (mode === '120000') return linked();
  if (mode === '160000') return 'submodule';
  return mode.startsWith('100') ? hash : undefined;
}

/** Whether nobody can tell if a file is there: to git it is deleted. */
function isOutOfReach(file: string): boolean {
  try {
    lstatSync(file, { throwIfNoEntry: false });
    return false;
  } catch {
    return true;
  }
}

function untracked(folder: string, repository: string, links: Links): ChangedFile[] {
  const listed = git(['ls-files', '-z', '--others', '--exclude-standard', '--', folder], '', repository);
  const paths = listed.toString('utf8').split('\0');
  return paths
    .filter((path) => path !== '')
    .flatMap((path): ChangedFile[] => {
      const stats = lstatSync(join(repository, path));
      if (stats.isSymbolicLink()) return [{ path, before: undefined, after: links.behind(path) }];
      return stats.isFile() ? [{ path, before: undefined, after: inWorkingTree }] : [];
    });
}

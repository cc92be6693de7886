import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commitOf, git, readBlobs, repositoryTop, unusable } from '../git.ts';
import { findRepository } from '../root.ts';

export interface Dists {
  /** Folders that hold a folder for each environment. */
  readonly base: string;
  readonly head: string;
}

/**
 * Finds dist of two revisions, or takes two folders as they are. What is not in the working tree is written out.
 *
 * @param base a revision, or a folder if `head` is one. Default: HEAD
 * @param head a revision or a folder. Default: the working tree
 * @param scratch an empty folder
 * @throws InputError if there is no such revision, or it has no dist of the environment
 */
export function findDists(
  base = 'HEAD',
  head: string | undefined,
  environment: string,
  scratch: string,
): Dists {
  if (head !== undefined && [base, head].every(isFolder))
    return { base: checked(base, environment, base), head: checked(head, environment, head) };
  const repository = findRepository();
  repositoryTop(repository);
  return {
    base: checked(atRevision(base, environment, repository, join(scratch, 'base')), environment, base),
    head:
      head === undefined
        ? checked(join(repository, 'dist'), environment, 'the working tree')
        : checked(atRevision(head, environment, repository, join(scratch, 'head')), environment, head),
  };
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

function checked(dist: string, environment: string, name: string): string {
  if (existsSync(join(dist, environment))) return dist;
  const message = `${name} has nothing rendered for the environment ${environment}`;
  throw unusable('not-rendered', message, 'render it with plumb synth, or name another environment');
}

function atRevision(revision: string, environment: string, repository: string, folder: string): string {
  const commit = commitOf(revision, repository);
  const paths = ['ls-tree', '-r', '-z', commit, '--', `dist/${environment}`];
  const entries = git(paths, '', repository)
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, hash, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return hash === undefined || path === undefined ? [] : [{ hash, path }];
    });
  const contents = readBlobs(
    entries.map(({ hash }) => hash),
    repository,
  );
  for (const [index, { path }] of entries.entries()) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents[index] ?? '');
  }
  return join(folder, 'dist');
}

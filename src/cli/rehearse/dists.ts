import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paramsFileName } from '../../fleet/params-file.ts';
import { InputError, unusable } from '../../report/errors.ts';
import { commitOf, filesAt, readBlobs, repositoryTop } from '../git.ts';
import { findRepository, findRevisions } from '../root.ts';

/** The rule that an environment breaks which one of the two does not have. */
export const notRendered = 'not-rendered';

export interface Dists {
  /** Folders that hold a folder for each environment. */
  readonly base: string;
  readonly head: string;
}

/**
 * Finds dist of two revisions, or takes folders as they are. What is not in the working tree is written out.
 *
 * @param base a revision or a folder. Default: HEAD
 * @param head a revision or a folder. Default: the working tree
 * @param scratch an empty folder
 * @throws InputError if there is neither such a revision nor such a folder, or it has no dist of the environment
 */
export function findDists(
  base = 'HEAD',
  head: string | undefined,
  environment: string,
  scratch: string,
): Dists {
  const folders = foldersAmong(base, head);
  if (head !== undefined && folders.length === 2)
    return { base: checked(base, environment, base), head: checked(head, environment, head) };
  const repository = findRevisions();
  repositoryTop(repository);
  if (repository !== findRepository()) {
    const message = `${repository} has no environments/regions.yaml, so what it renders has no clusters`;
    throw unusable('no-environments', message, 'run it inside of a clone that has them, or name two folders');
  }
  const distOf = (name: string, side: string): string => {
    if (folders.includes(name)) return name;
    if (isRevision(name, repository)) return atRevision(name, environment, repository, join(scratch, side));
    const message = `${name} is neither a revision in this repository nor a folder`;
    throw unusable(
      'unknown-revision',
      message,
      'name a commit, branch or tag that is here, or a folder like dist',
    );
  };
  return {
    base: checked(distOf(base, 'base'), environment, base),
    head:
      head === undefined
        ? checked(join(repository, 'dist'), environment, 'the working tree')
        : checked(distOf(head, 'head'), environment, head),
  };
}

/** Those of the two names that mean folders: both if both can; else one that is no revision. */
export function foldersAmong(base: string | undefined, head: string | undefined): string[] {
  const folders = [base, head].filter((name) => name !== undefined).filter(isFolder);
  return folders.length === 2 ? folders : folders.filter((name) => !isRevision(name, findRevisions()));
}

function isRevision(name: string, repository: string): boolean {
  try {
    commitOf(name, repository);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a folder has an app of an environment as `plumb synth` writes it: an environment's sources are a folder too. */
export function isRendered(dist: string, environment: string): boolean {
  return globSync(`*/*/${paramsFileName}`, { cwd: join(dist, environment) }).length > 0;
}

function checked(dist: string, environment: string, name: string): string {
  if (isRendered(dist, environment)) return dist;
  const message = `${name} has nothing rendered for the environment ${environment}`;
  throw unusable(notRendered, message, 'render it with plumb synth, or name another environment');
}

function atRevision(revision: string, environment: string, repository: string, folder: string): string {
  const entries = filesAt(commitOf(revision, repository), repository, `dist/${environment}`);
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

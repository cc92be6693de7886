import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedManifest } from '../../manifest/read.ts';
import { commitOf, git, readBlobs, repositoryTop, unusable } from '../git.ts';
import { definitionsIn, isCompared, readSides, type SideFile, type Sides } from './sides.ts';

const folder = 'dist';
const policies = 'policies';

/** What is compared of two revisions. */
export interface RevisionSides extends Sides {
  /** Commits; `undefined` for the working tree. */
  readonly base: string;
  readonly head: string | undefined;
  /** Whether policies are there to judge what is compared. */
  readonly hasPolicies: () => boolean;
  /** What does not change and bears upon what does, if it has one of these names: Namespaces, and accounts of Argo CD. */
  readonly surroundings: (names: readonly string[]) => readonly LoadedManifest[];
}

/**
 * `dist` at two revisions. Git tells which files differ; only these are read.
 *
 * @param head `undefined` for the working tree
 * @param repository the folder that has `dist`
 * @throws InputError if there is no repository, no such revision, or no `dist` at either
 */
export function readRevisions(base: string, head: string | undefined, repository: string): RevisionSides {
  repositoryTop(repository);
  const commits = [base, ...(head === undefined ? [] : [head])].map((name) => commitOf(name, repository));
  const isThere = commits.some((commit) => hasFolder(commit, folder, repository));
  if (!isThere && (head !== undefined || !existsSync(join(repository, folder)))) {
    const message = `there is no ${folder} folder at ${base}, nor ${head === undefined ? 'in the working tree' : `at ${head}`}`;
    throw unusable('no-dist', message, 'render it with plumb synth, or name two folders of manifests');
  }
  const changed = changedFiles(commits, repository).filter(({ path }) => isCompared(path));
  const [before, after] = [
    contents(
      changed.map((file) => ({ path: file.path, hash: file.before })),
      repository,
    ),
    contents(
      changed.map((file) => ({ path: file.path, hash: file.after })),
      repository,
    ),
  ];
  const [commit = '', headCommit] = commits;
  const paths = new Set(changed.map(({ path }) => path));
  const unchanged = (
    patterns: readonly string[],
    isWanted: (path: string) => boolean = () => true,
  ): SideFile[] => filesWith(patterns, commit, repository, (path) => !paths.has(path) && isWanted(path));
  return {
    ...readSides(before, after, [base, head ?? '']),
    base: commit,
    head: headCommit,
    hasPolicies: () =>
      headCommit === undefined
        ? existsSync(join(repository, policies))
        : hasFolder(headCommit, policies, repository),
    definitions: () => definitionsIn(unchanged(['CustomResourceDefinition'])),
    surroundings: (names) => {
      const targets = new Set([...paths].map(targetOf));
      const near = unchanged(
        ['kind"?: *"?Namespace', 'name"?: *"?argocd-manager'],
        (path) => path.includes('ServiceAccount') || targets.has(targetOf(path)),
      );
      return readSides(
        near.filter(({ content }) => names.some((name) => content.includes(name))),
        [],
      ).before;
    },
  };
}

/** `dist/production/us-west-2` */
function targetOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

function hasFolder(commit: string, name: string, repository: string): boolean {
  return git(['ls-tree', '-z', commit, '--', name], '', repository).length > 0;
}

interface ChangedFile {
  readonly path: string;
  /** Of the content; `undefined` if there is no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const inWorkingTree = 'working tree';

function changedFiles(commits: readonly string[], repository: string): ChangedFile[] {
  const options = ['--raw', '-z', '--no-renames', '--no-ext-diff', '--no-abbrev', '--relative'];
  const output = git(['diff', ...options, ...commits, '--', folder], '', repository).toString('utf8');
  // `:<mode> <mode> <hash> <hash> <status>`, then the path, each ended by a zero byte.
  const parts = output.split('\0');
  const tracked = Array.from({ length: Math.floor(parts.length / 2) }, (_, index): ChangedFile => {
    const [modeBefore = '', modeAfter = '', hashBefore, hashAfter = ''] = (parts[2 * index] ?? '').split(' ');
    const now = commits.length === 1 || /^0+$/.test(hashAfter) ? inWorkingTree : hashAfter;
    return {
      path: parts[2 * index + 1] ?? '',
      before: isFile(modeBefore) ? hashBefore : undefined,
      after: isFile(modeAfter) ? now : undefined,
    };
  });
  if (commits.length === 2) return tracked;
  const listed = git(['ls-files', '-z', '--others', '--exclude-standard', '--', folder], '', repository);
  const untracked = listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && lstatSync(join(repository, path)).isFile());
  return [...tracked, ...untracked.map((path) => ({ path, before: undefined, after: inWorkingTree }))];
}

/** Neither a link nor a submodule. */
function isFile(mode: string): boolean {
  return /^:?100/.test(mode);
}

function contents(
  files: readonly { readonly path: string; readonly hash: string | undefined }[],
  repository: string,
): SideFile[] {
  const blobs = files.map(({ hash }) => hash).filter((hash) => hash !== undefined && hash !== inWorkingTree);
  const read = readBlobs(blobs as string[], repository);
  return files.flatMap(({ path, hash }): SideFile[] => {
    if (hash === undefined) return [];
    const content = hash === inWorkingTree ? readFileSync(join(repository, path)) : read.shift();
    return content === undefined ? [] : [{ path, file: path, content }];
  });
}

/** The files at a commit in which one of the patterns occurs. */
function filesWith(
  patterns: readonly string[],
  commit: string,
  repository: string,
  isWanted: (path: string) => boolean,
): SideFile[] {
  const options = ['-l', '-z', '--no-color', '--full-name', '--extended-regexp'];
  const wanted = patterns.flatMap((pattern) => ['-e', pattern]);
  let output: string;
  try {
    output = git(['grep', ...options, ...wanted, commit, '--', folder], '', repository).toString('utf8');
  } catch (error) {
    // Git's way to say that nothing matches; anything else is a failure.
    if ((error as { readonly status?: number }).status !== 1) throw error;
    return [];
  }
  const names = output.split('\0').filter((name) => name !== '');
  const paths = names.map((name) => name.slice(name.indexOf(':') + 1));
  const found = paths.filter((path) => isCompared(path) && isWanted(path));
  const read = readBlobs(
    found.map((path) => `${commit}:${path}`),
    repository,
  );
  return found.map((path, index) => ({ path, file: path, content: read[index] as Buffer }));
}

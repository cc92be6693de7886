import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { unusable } from '../../report/errors.ts';
import { askGit, commitOf, git, readBlobs, repositoryTop } from '../git.ts';
import { changedFiles } from './changed.ts';
import {
  type JudgedSides,
  type JudgingPolicies,
  networkPolicyPattern,
  policiesFolder,
  surroundingPatterns,
} from './judged-sides.ts';
import { type Content, inWorkingTree, isFolder, problemOf } from './links.ts';
import { fileOfFolder, unread } from './side-file.ts';
import { definitionsIn, isCompared, isWithin, readSides, type SideFile } from './sides.ts';
import { unreadBelow } from './working-tree.ts';

const folder = 'dist';

/**
 * `dist` at two revisions. Git tells which files differ; only these are read.
 *
 * @param head `undefined` for the working tree
 * @param repository the folder that has `dist`
 * @throws InputError if there is no repository, no such revision, or no `dist` at either
 */
export function readRevisions(base: string, head: string | undefined, repository: string): JudgedSides {
  repositoryTop(repository);
  const commits = [base, ...(head === undefined ? [] : [head])].map((name) => commitOf(name, repository));
  const isThere = commits.some((commit) => hasFolder(commit, folder, repository));
  if (!isThere && (head !== undefined || !existsSync(join(repository, folder)))) {
    const message = `there is no ${folder} folder at ${base}, nor ${head === undefined ? 'in the working tree' : `at ${head}`}`;
    throw unusable('no-dist', message, 'render it with plumb synth, or name two folders of manifests');
  }
  const changed = changedFiles(folder, commits, repository).filter(
    ({ path, before, after }) => isCompared(path) || isFolder(before) || isFolder(after),
  );
  const lost = head === undefined ? unreadBelow(folder, repository) : [];
  const lostPaths = new Set(lost.map(({ path }) => path));
  const before = contents(
    changed.map(({ path, before: content }) => ({ path, content })),
    repository,
  );
  const after = contents(
    changed
      .filter(({ path }) => !isWithin(path, lostPaths))
      .map(({ path, after: content }) => ({ path, content })),
    repository,
  );
  const [commit = '', headCommit] = commits;
  const paths = new Set(changed.map(({ path }) => path));
  const unchanged = (
    patterns: readonly string[],
    isWanted: (path: string) => boolean = () => true,
  ): SideFile[] => filesWith(patterns, commit, repository, (path) => !paths.has(path) && isWanted(path));
  const targets = new Set([...paths].map(targetOf));
  const nearby = (names: ReadonlySet<string>): SideFile[] =>
    unchanged(names.size > mostPatterns ? ['.'] : [...names].map(patternOf), (path) =>
      targets.has(targetOf(path)),
    );
  return {
    ...readSides(before, [...lost, ...after], nearby, [base, head ?? '']),
    policies: () => policiesOf(commit, headCommit, repository),
    definitions: (groups) => definitionsIn(unchanged(['CustomResourceDefinition']), groups),
    surroundings: (names) => {
      const near = unchanged(
        surroundingPatterns,
        (path) => path.includes('ServiceAccount') || targets.has(targetOf(path)),
      );
      return readSides(
        near.filter(({ content }) => names.some((name) => content.includes(name))),
        [],
      ).before;
    },
    networkPolicies: () =>
      readSides(
        unchanged([networkPolicyPattern], (path) => targets.has(targetOf(path))),
        [],
      ).before,
  };
}

/** `dist/production/us-west-2` */
function targetOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

/** Names that are searched for: to read everything nearby is faster than to search for more. */
const mostPatterns = 200;

/** A name for `git grep`; it may find more. */
function patternOf(name: string): string {
  return name.replace(/[^\w-]/g, '.');
}

function hasFolder(commit: string, name: string, repository: string): boolean {
  return git(['ls-tree', '-z', commit, '--', name], '', repository).length > 0;
}

/** Each revision by its own. From elsewhere, the repository is only the one that this command belongs to. */
function policiesOf(base: string, head: string | undefined, repository: string): JudgingPolicies | undefined {
  const isThere =
    head === undefined
      ? existsSync(join(repository, policiesFolder))
      : hasFolder(head, policiesFolder, repository);
  const isInside = `${process.cwd()}${sep}`.startsWith(`${resolve(repository)}${sep}`);
  if (!isThere || !isInside) return undefined;
  const commits = head === undefined ? [base] : [base, head];
  const options = ['--name-only', '--no-ext-diff'];
  const changed = git(['diff', ...options, ...commits, '--', policiesFolder], '', repository);
  return {
    base: changed.length === 0 ? undefined : { repository, commit: base },
    head: { repository, commit: head },
    checkCommand: `plumb policy check --base ${base.slice(0, 12)}`,
  };
}

function contents(
  files: readonly { readonly path: string; readonly content: Content }[],
  repository: string,
): SideFile[] {
  const isBlob = (content: Content): content is string => /^[0-9a-f]{40,}$/.test(content ?? '');
  const read = readBlobs(files.map(({ content }) => content).filter(isBlob), repository);
  return files.flatMap(({ path, content: name }): SideFile[] => {
    if (name === undefined) return [];
    const problem = problemOf(name, path);
    if (problem !== undefined) return [unread(path, path, problem)];
    if (name === inWorkingTree) return [fileOfFolder(path, path, join(repository, path))];
    const content = read.shift();
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
  // No if nothing matches.
  const output = askGit(['grep', ...options, ...wanted, commit, '--', folder], repository);
  const names = (output?.toString('utf8') ?? '').split('\0').filter((name) => name !== '');
  const paths = names.map((name) => name.slice(name.indexOf(':') + 1));
  const found = paths.filter((path) => isCompared(path) && isWanted(path));
  const read = readBlobs(
    found.map((path) => `${commit}:${path}`),
    repository,
  );
  return found.map((path, index) => ({ path, file: path, content: read[index] as Buffer }));
}

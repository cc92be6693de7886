import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { unusable } from '../report/errors.ts';
import { gitFailure, isNo, nextForRevision } from './git-failure.ts';

/**
 * Runs git, which neither asks for anything nor writes to the index.
 *
 * @param input what it reads on standard input
 * @param folder where it runs. Default: the working directory
 * @throws InputError with git's reason if it fails
 */
export function git(args: readonly string[], input = '', folder: string = process.cwd()): Buffer {
  try {
    return run(args, input, folder);
  } catch (cause) {
    throw gitFailure(args, folder, cause);
  }
}

/**
 * Asks git what it may answer with no.
 *
 * @returns `undefined` for no
 * @throws InputError with git's reason if it fails
 */
export function askGit(args: readonly string[], folder: string): Buffer | undefined {
  try {
    return run(args, '', folder);
  } catch (cause) {
    if (isNo(cause)) return undefined;
    throw gitFailure(args, folder, cause);
  }
}

function run(args: readonly string[], input: string, folder: string): Buffer {
  // In English, as its reasons are told apart by their words.
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return execFileSync('git', args, { input, cwd: folder, env, maxBuffer: 2 ** 30, stdio: 'pipe' });
}

/**
 * The top of the git repository that a folder is in.
 *
 * @throws InputError if there is none, or git cannot tell
 */
export function repositoryTop(folder: string): string {
  return resolve(folder, git(['rev-parse', '--show-cdup'], '', folder).toString('utf8').trim());
}

/**
 * The commit that a revision stands for.
 *
 * @throws InputError if there is no such revision
 */
export function commitOf(revision: string, folder: string = process.cwd()): string {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const commit = askGit(args, folder)?.toString('utf8').trim();
  // `^HEAD` is a revision to be left out.
  if (commit !== undefined && !commit.startsWith('^')) return commit;
  const message = `there is no revision ${revision} in this repository`;
  throw unusable('unknown-revision', message, nextForRevision);
}

/**
 * The commit where two revisions parted.
 *
 * @throws InputError if there is no such revision, or nothing that both come from
 */
export function mergeBaseOf(one: string, other: string, folder: string = process.cwd()): string {
  const commits = [one, other].map((revision) => commitOf(revision, folder));
  const base = askGit(['merge-base', ...commits], folder)
    ?.toString('utf8')
    .trim();
  if (base !== undefined) return base;
  const message = `${one} and ${other} have no commit in common here`;
  const next = 'a shallow clone needs git fetch --unshallow first; else name the two revisions, without dots';
  throw unusable('no-merge-base', message, next);
}

export interface GitFile {
  readonly hash: string;
  /** From the folder. */
  readonly path: string;
}

/**
 * The files of a folder at a commit, symbolic links among them.
 *
 * @param inside only what is at or below this path in the folder. Default: all
 */
export function filesAt(commit: string, folder: string, inside = '.'): GitFile[] {
  const listed = git(['ls-tree', '-r', '-z', commit, '--', inside], '', folder).toString('utf8');
  return listed.split('\0').flatMap((line) => {
    const [, hash, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return hash === undefined || path === undefined ? [] : [{ hash, path }];
  });
}

/**
 * The contents of blobs, in their order.
 *
 * @throws InputError if there is no such blob
 */
export function readBlobs(hashes: readonly string[], folder: string = process.cwd()): Buffer[] {
  return catFiles(hashes, folder).map(({ head, content }) => {
    // Nothing would look like an empty file.
    if (content === undefined) throw gitFailure(['cat-file'], folder, new Error(head));
    return content;
  });
}

/** What `git cat-file --batch` says of a name. */
interface CatFile {
  /** `<hash> <type> <size>`, or what there is instead: `<name> missing`, `dangling <size>` */
  readonly head: string;
  /** So many bytes as the head says. Absent if it says none. */
  readonly content?: Buffer;
}

/** @param options of `git cat-file`, besides `--batch` */
export function catFiles(
  names: readonly string[],
  folder: string,
  options: readonly string[] = [],
): CatFile[] {
  const input = names.map((name) => `${name}\n`).join('');
  const output = git(['cat-file', '--batch', ...options], input, folder);
  let position = 0;
  return names.map(() => {
    const endOfHead = output.indexOf('\n', position);
    const head = output.subarray(position, endOfHead).toString('utf8');
    position = endOfHead + 1;
    const size = / (\d+)$/.exec(head)?.[1];
    if (size === undefined) return { head };
    const content = output.subarray(position, position + Number(size));
    // A line break behind it.
    position += content.length + 1;
    return { head, content };
  });
}

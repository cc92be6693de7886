import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { InputError } from '../report/errors.ts';

/**
 * Runs git, which neither asks for anything nor writes to the index.
 *
 * @param input what it reads on standard input
 * @param folder where it runs. Default: the working directory
 */
export function git(args: readonly string[], input = '', folder: string = process.cwd()): Buffer {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  const stdio: ('ignore' | 'pipe')[] = ['pipe', 'pipe', 'ignore'];
  return execFileSync('git', args, { input, cwd: folder, env, maxBuffer: 2 ** 30, stdio });
}

/**
 * The top of the git repository that a folder is in.
 *
 * @throws InputError if there is none, or no git
 */
export function repositoryTop(folder: string): string {
  try {
    const wayUp = git(['rev-parse', '--show-cdup'], '', folder).toString('utf8').trim();
    return resolve(folder, wayUp);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw unusable('no-git', 'there is no git, which revisions are read with', 'install git', cause);
    const message = `${folder} is in no git repository, so there is nothing to compare with`;
    throw unusable('no-repository', message, 'run it inside of a clone', cause);
  }
}

/**
 * The commit that a revision stands for.
 *
 * @throws InputError if there is no such revision
 */
export function commitOf(revision: string, folder: string = process.cwd()): string {
  try {
    const name = `${revision}^{commit}`;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
    const commit = git(args, '', folder).toString('utf8').trim();
    // `^HEAD` is a revision to be left out.
    if (commit.startsWith('^')) throw new Error(`${revision} excludes a commit`);
    return commit;
  } catch (cause) {
    const message = `there is no revision ${revision} in this repository`;
    const next = 'name a commit, branch or tag that is here; a shallow clone needs git fetch first';
    throw unusable('unknown-revision', message, next, cause);
  }
}

/**
 * The commit where two revisions parted.
 *
 * @throws InputError if there is no such revision, or nothing that both come from
 */
export function mergeBaseOf(one: string, other: string, folder: string = process.cwd()): string {
  const commits = [one, other].map((revision) => commitOf(revision, folder));
  try {
    return git(['merge-base', ...commits], '', folder)
      .toString('utf8')
      .trim();
  } catch (cause) {
    const message = `${one} and ${other} have no commit in common here`;
    const next =
      'a shallow clone needs git fetch --unshallow first; else name the two revisions, without dots';
    throw unusable('no-merge-base', message, next, cause);
  }
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

/** The contents of blobs, in their order. */
export function readBlobs(hashes: readonly string[], folder: string = process.cwd()): Buffer[] {
  const output = git(['cat-file', '--batch'], hashes.map((hash) => `${hash}\n`).join(''), folder);
  let position = 0;
  return hashes.map(() => {
    // `<hash> blob <size>`, a line break, the content, a line break.
    const endOfHead = output.indexOf('\n', position);
    const size = Number(output.subarray(position, endOfHead).toString('utf8').split(' ')[2]);
    const content = output.subarray(endOfHead + 1, endOfHead + 1 + size);
    position = endOfHead + size + 2;
    return content;
  });
}

export function unusable(rule: string, message: string, next: string, cause?: unknown): InputError {
  return new InputError([{ severity: 'unjudged', rule, message, next }], { cause });
}

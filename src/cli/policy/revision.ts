import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../../report/errors.ts';

/**
 * Runs work in a folder that stands for the working directory as it was at a revision: it has those manifests of the
 * paths that are in the commit, and is gone afterwards. The user's working tree and index are not touched.
 *
 * @param paths files and folders in the repository that the working directory is in
 * @throws InputError if there is no repository or no such revision, or a path leads out of the repository
 */
export async function atRevision<T>(
  revision: string,
  paths: readonly string[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const workingDirectory = process.cwd();
  const root = resolve(workingDirectory, repositoryAbove(workingDirectory));
  const commit = commitOf(revision);
  const copy = mkdtempSync(join(tmpdir(), 'plumb-base-'));
  try {
    write(
      copy,
      entriesAt(
        commit,
        paths.map((path) => insideOf(root, path)),
      ),
    );
    const folder = join(copy, relative(root, workingDirectory));
    mkdirSync(folder, { recursive: true });
    return await work(folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The way up to the top of the repository. */
function repositoryAbove(workingDirectory: string): string {
  try {
    return git(['rev-parse', '--show-cdup']).toString('utf8').trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw unusable('no-git', 'there is no git, which --base reads with', 'install git', cause);
    const message = `${workingDirectory} is in no git repository, so there is nothing to compare with`;
    throw unusable('no-repository', message, 'run it inside of a clone, or leave --base out', cause);
  }
}

function commitOf(revision: string): string {
  try {
    const name = `${revision}^{commit}`;
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', name]).toString('utf8').trim();
  } catch (cause) {
    const message = `there is no revision ${revision} in this repository`;
    const next = 'name a commit, branch or tag that is here; a shallow clone needs git fetch first';
    throw unusable('unknown-revision', message, next, cause);
  }
}

function insideOf(root: string, path: string): string {
  const inside = relative(root, resolve(path)).split(sep).join('/');
  if (path !== '-' && inside !== '..' && !inside.startsWith('../')) return inside;
  const message = `${path === '-' ? 'standard input' : path} is not in the repository, so it has no base`;
  throw unusable('no-base', message, 'name files of the repository, or leave --base out');
}

interface Entry {
  readonly mode: string;
  readonly hash: string;
  /** From the top of the repository. */
  readonly path: string;
}

const symbolicLink = '120000';

/** Manifests, and links that may lead to some. */
function entriesAt(commit: string, paths: readonly string[]): Entry[] {
  const limits = paths.includes('') ? [] : paths;
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...limits]).toString('utf8');
  return listed.split('\0').flatMap((line) => {
    const [, mode = '', hash = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return mode === symbolicLink || /\.(?:ya?ml|json)$/i.test(path) ? [{ mode, hash, path }] : [];
  });
}

function write(folder: string, entries: readonly Entry[]): void {
  const input = entries.map(({ hash }) => `${hash}\n`).join('');
  const output = git(['cat-file', '--batch'], input);
  let position = 0;
  for (const { mode, path } of entries) {
    // `<hash> blob <size>`, a line break, the content, a line break.
    const endOfHead = output.indexOf('\n', position);
    const size = Number(output.subarray(position, endOfHead).toString('utf8').split(' ')[2]);
    const content = output.subarray(endOfHead + 1, endOfHead + 1 + size);
    position = endOfHead + size + 2;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (mode === symbolicLink) symlinkSync(content.toString('utf8'), file);
    else writeFileSync(file, content);
  }
}

function git(args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'ignore'] });
}

function unusable(rule: string, message: string, next: string, cause?: unknown): InputError {
  return new InputError([{ severity: 'unjudged', rule, message, next }], { cause });
}

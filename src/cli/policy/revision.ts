import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { paramsFileName } from '../../fleet/params-file.ts';
import { isManifestName } from '../../manifest/files.ts';
import { unusable } from '../../report/errors.ts';
import { commitOf, git, readBlobs, repositoryTop } from '../git.ts';

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
  const root = repositoryTop(workingDirectory);
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

/** What fleet rules read beside manifests, and the rules themselves, which are looked for but not run. */
const ruleData: ReadonlySet<string> = new Set([paramsFileName, 'rule.ts']);

/** Manifests, links that may lead to some, and what fleet rules read. */
function entriesAt(commit: string, paths: readonly string[]): Entry[] {
  const limits = paths.includes('') ? [] : paths;
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...limits]).toString('utf8');
  return listed.split('\0').flatMap((line) => {
    const [, mode = '', hash = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    const isRead = mode === symbolicLink || isManifestName(path) || ruleData.has(basename(path));
    return isRead ? [{ mode, hash, path }] : [];
  });
}

function write(folder: string, entries: readonly Entry[]): void {
  const contents = readBlobs(entries.map(({ hash }) => hash));
  for (const [index, { mode, path }] of entries.entries()) {
    const content = contents[index] ?? '';
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (mode === symbolicLink) symlinkSync(content.toString(), file);
    else writeFileSync(file, content);
  }
}

/**
 * The git repository that a lab's Argo CD syncs from: dist/ with the overlay on it.
 *
 *     publish.ts   dist into a commit
 *     tree.ts      the files of a commit, with what the overlay changed in them
 *     git.ts       git, the same on every machine
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RequestedRule } from '../overlay/rule.ts';
import type { LabCluster } from '../state.ts';
import { git } from './git.ts';
import { type FileChanges, type OverlaySite, overlaidFiles } from './tree.ts';

/** What of a lab is needed to publish to it; a `Lab` has it. */
export interface PublishingLab extends Pick<OverlaySite, 'prometheus' | 'objectStore'> {
  readonly folder: string;
  /** By id. */
  readonly clusters: ReadonlyMap<string, { readonly cluster: LabCluster }>;
}

export interface PublishOptions {
  /** Path of the folder `dist` to publish: the environments that have a cluster in the lab. */
  readonly dist: string;
  readonly message: string;
  /** Rules that apply only where they are asked for. Default: none. */
  readonly requested?: readonly RequestedRule[];
}

export interface Published {
  /** The commit that the branch `main` is at. */
  readonly commit: string;
  /** Whether it was made just now: nothing is committed if nothing has changed. */
  readonly isNew: boolean;
  /** What the overlay changed, by file. */
  readonly changes: readonly FileChanges[];
}

export function repositoryFolder(lab: Pick<PublishingLab, 'folder'>): string {
  return join(lab.folder, 'repository');
}

/** What the lab's Applications have as their source. */
function repositoryUrl(lab: Pick<PublishingLab, 'folder'>): string {
  return `file://${repositoryFolder(lab)}`;
}

/**
 * Commits dist with the overlay to the lab's repository. Nothing else may write to it meanwhile.
 *
 * @throws InputError if dist has nothing for the lab's environments, or a file that cannot be read
 */
export async function publish(lab: PublishingLab, options: PublishOptions): Promise<Published> {
  const folder = repositoryFolder(lab);
  const { files, changes } = overlaidFiles(options.dist, {
    clusters: [...lab.clusters.values()].map(({ cluster }) => cluster),
    repositoryUrl: repositoryUrl(lab),
    prometheus: lab.prometheus,
    objectStore: lab.objectStore,
    requested: options.requested,
  });
  if (!existsSync(join(folder, '.git'))) {
    mkdirSync(folder, { recursive: true });
    await git(folder, ['init', '--quiet', '--initial-branch=main']);
  }
  // What a git that was killed has left.
  rmSync(join(folder, '.git/index.lock'), { force: true });
  writeFiles(join(folder, 'dist'), files);
  await git(folder, ['add', '--all']);
  const isNew = (await git(folder, ['status', '--porcelain'])) !== '';
  if (isNew) await git(folder, ['commit', '--quiet', `--message=${options.message}`]);
  return { commit: (await git(folder, ['rev-parse', 'HEAD'])).trim(), isNew, changes };
}

/** Makes a folder have exactly these files; those that are so already are not touched. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path.slice(folder.length + 1))) rmSync(path);
  }
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

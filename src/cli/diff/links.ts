import { realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Finding } from '../../report/finding.ts';
import { catFiles, git, repositoryTop } from '../git.ts';

/** A file's content in the working tree; all other content is named by its hash. */
export const inWorkingTree = 'working tree';

/** What stands in dist and is no file, in place of its content. */
const unfollowed = {
  submodule: 'a submodule, whose files are those of another repository',
  folder: 'a link to a folder',
  nowhere: 'a link to no file of this repository',
} as const;

/** A hash, `inWorkingTree`, or one of the above; `undefined` if there is no file. */
export type Content = string | undefined;

export function isFolder(content: Content): boolean {
  return content === 'submodule' || content === 'folder';
}

/** Why content is not compared, if it is not. */
export function problemOf(content: Content, file: string): Finding | undefined {
  if (content === undefined || !Object.hasOwn(unfollowed, content)) return undefined;
  return {
    severity: 'unjudged',
    rule: 'not-compared',
    message: `it is ${unfollowed[content as keyof typeof unfollowed]}: what it brings is not compared`,
    location: { file },
    next: 'put the manifests themselves in its place',
  };
}

/** The links of a repository: Argo CD takes a link to a file of the repository for the file. */
export class Links {
  readonly #repository: string;
  readonly #top: string;

  constructor(repository: string) {
    this.#repository = repository;
    this.#top = realpathSync(repositoryTop(repository));
  }

  /**
   * What those in a folder stand for, by their paths.
   *
   * @param commit `undefined` for the working tree
   */
  within(folder: string, commit: string | undefined): ReadonlyMap<string, Content> {
    const args = commit === undefined ? ['ls-files', '--stage'] : ['ls-tree', '-r', commit];
    const listed = git([...args, '-z', '--', folder], '', this.#repository).toString('utf8');
    const paths = listed.split('\0').flatMap((line) => /^120000 [^\t]+\t(.+)$/s.exec(line)?.[1] ?? []);
    if (paths.length === 0) return new Map();
    const contents =
      commit === undefined
        ? paths.map((path) => this.behind(path))
        : blobsBehind(paths, commit, this.#repository);
    return new Map(paths.map((path, index) => [path, contents[index]]));
  }

  /** What one in the working tree stands for. */
  behind(path: string): Content {
    try {
      const target = realpathSync(join(this.#repository, path));
      if (!target.startsWith(`${this.#top}${sep}`)) return 'nowhere';
      const stats = statSync(target);
      if (stats.isDirectory()) return 'folder';
      return stats.isFile() ? inWorkingTree : 'nowhere';
    } catch {
      return 'nowhere';
    }
  }
}

function blobsBehind(paths: readonly string[], commit: string, repository: string): Content[] {
  const names = paths.map((path) => `${commit}:./${path}`);
  return catFiles(names, repository, ['--follow-symlinks']).map(({ head }) => {
    const [, hash, type] = /^([0-9a-f]+) (blob|tree) \d+$/.exec(head) ?? [];
    return type === 'tree' ? 'folder' : (hash ?? 'nowhere');
  });
}

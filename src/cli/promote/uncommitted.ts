import type { Finding } from '../../report/finding.ts';
import { git, repositoryTop } from '../git.ts';

/**
 * Which of the files that would be written have changes that are in no commit: the promotion could not be told from them.
 * Nothing outside of git.
 *
 * @param files relative to `root`
 */
export function uncommitted(root: string, files: readonly string[]): Finding[] {
  if (!isInGit(root)) return [];
  const args = [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=no',
    '--',
    'environments',
    'dist',
  ];
  const prefix = git(['rev-parse', '--show-prefix'], '', root).toString('utf8').trim();
  const changed = new Set(
    git(args, '', root)
      .toString('utf8')
      .split('\0')
      .map((entry) => entry.slice('XY '.length + prefix.length)),
  );
  return files
    .filter((file) => changed.has(file))
    .map((file) => ({
      severity: 'unjudged',
      rule: 'uncommitted-changes',
      message: 'the promotion would change this file, which has changes that are in no commit',
      location: { file },
      next: 'commit them or take them back, so that a commit holds the promotion and nothing else',
    }));
}

function isInGit(root: string): boolean {
  try {
    repositoryTop(root);
    return true;
  } catch {
    return false;
  }
}

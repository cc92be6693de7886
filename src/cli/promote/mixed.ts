import { folderWith } from '../../fleet/repository-folder.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Filter } from '../../synth/filter.ts';
import { pendingPaths } from '../../synth/output/plan.ts';
import { type Judges, synthesize } from '../../synth/synthesize.ts';
import { git } from '../git.ts';

/** What a promotion renders from, and what it writes. */
const folders = ['apps', 'environments', 'policies', 'dist'];

/**
 * What would go along with the promotion, also into regions that it leaves alone: changes that are in no commit, and
 * committed ones that dist was never rendered from. Nothing outside of git.
 */
export async function mixedIn(root: string, filter: Filter, judges: Judges): Promise<readonly Finding[]> {
  if (!isInGit(root)) return [];
  const changes = uncommitted(root);
  return changes.length > 0 ? changes : unrendered(root, filter, judges);
}

function uncommitted(root: string): Finding[] {
  // Whatever the user's settings say: new files count, and a new folder is named once.
  const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=normal', '--', ...folders];
  const prefix = git(['rev-parse', '--show-prefix'], '', root).toString('utf8').trim();
  return git(args, '', root)
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => ({
      severity: 'unjudged',
      rule: 'uncommitted-changes',
      message: 'has changes that are in no commit, which would go along with the promotion',
      location: { file: entry.slice('XY '.length + prefix.length) },
      next: 'commit them or take them back, so that a commit holds the promotion and nothing else',
    }));
}

async function unrendered(root: string, filter: Filter, judges: Judges): Promise<Finding[]> {
  const { plan } = await synthesize({ root, filter, check: true }, judges);
  // Where the promotion is what makes the sources complete, nothing was rendered from them yet.
  if (plan === undefined) return [];
  const paths = pendingPaths(plan);
  const [first] = paths;
  if (first === undefined) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'unrendered-changes',
      message: `the sources render this otherwise already, so ${counted(paths.length, 'file')} would change that the promotion has no part in`,
      location: { file: `dist/${first}` },
      next: 'run plumb synth and commit the result first',
    },
  ];
}

/** Where there is a repository that git then refuses, or cannot read, nothing is known, and nothing is promoted. */
function isInGit(root: string): boolean {
  return process.env['GIT_DIR'] !== undefined || folderWith(['.git'], root) !== undefined;
}

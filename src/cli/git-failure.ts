import { type InputError, unusable } from '../report/errors.ts';
import { messageOf } from '../report/thrown.ts';

export const nextForRevision =
  'name a commit, branch or tag that is here; a shallow clone needs git fetch first';

interface Reason {
  /** Looked for in all that git says. */
  readonly says: RegExp;
  /** Default: `git-failed` */
  readonly rule?: string;
  /** With `$1` for what the expression finds. */
  readonly next: string;
}

const reasons: readonly Reason[] = [
  { says: /not a git repository \(or any/, rule: 'no-repository', next: 'run it inside of a clone' },
  { says: /bad object|bad revision|unknown revision/, rule: 'unknown-revision', next: nextForRevision },
  {
    // The folder is somebody else's, as in most containers of CI.
    says: /git (config --global --add safe\.directory .+)/,
    next: 'if you trust who it belongs to: git $1',
  },
  {
    says: /Could not read from remote repository|promisor remote/,
    next: 'this clone fetches what it lacks when it is read: see that git fetch works here, or clone all of it',
  },
];

const unknown: Reason = { says: /^/, next: 'see what git status says there' };

/** How a program ended that was run. */
interface Ended {
  readonly code?: string;
  readonly status?: number | null;
  readonly stderr?: Buffer | null;
}

/** Why git failed, by its own words, and what to do then. */
export function gitFailure(args: readonly string[], folder: string, cause: unknown): InputError {
  const { code, stderr } = cause as Ended;
  if (code === 'ENOENT')
    return unusable('no-git', 'there is no git, which revisions are read with', 'install git', cause);
  const said = stderr?.toString('utf8').trim() || messageOf(cause);
  const { says, rule = 'git-failed', next } = reasons.find((reason) => reason.says.test(said)) ?? unknown;
  const message = `git ${args[0]} fails in ${folder}: ${firstReason(said)}`;
  return unusable(rule, message, says.exec(said)?.[0].replace(says, next) ?? next, cause);
}

/** Whether git answered with no: by its exit code, or, if it was to be quiet, without a word. */
export function isNo(cause: unknown): boolean {
  const { status, stderr } = cause as Ended;
  return status === 1 || (status === 128 && stderr?.length === 0);
}

/** Warnings come before it. */
function firstReason(said: string): string {
  const lines = said.split('\n');
  const line = lines.find((each) => !/^(?:warning|hint): /.test(each)) ?? said;
  return line.replace(/^(?:fatal|error): /, '');
}

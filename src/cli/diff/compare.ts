import { statSync } from 'node:fs';
import type { ApiFacts } from '../../kubernetes/facts.ts';
import { unreadable } from '../../manifest/text.ts';
import type { Compared } from '../../plan/data.ts';
import { type Plan, planOf } from '../../plan/plan.ts';
import type { Verdicts } from '../../plan/verdicts.ts';
import { InputError, unusable } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { findRevisions } from '../root.ts';
import { readPaths } from './folders.ts';
import type { JudgedSides } from './judged-sides.ts';
import { baseOf, parseRange, type Range } from './range.ts';
import { readRevisions } from './revisions.ts';
import { factsOf } from './sides.ts';

export interface ComparedPlan {
  readonly plan: Plan;
  readonly compared: Compared;
  readonly findings: readonly Finding[];
  /** The folder that the findings' files start from. */
  readonly root: string;
}

/**
 * @param base a revision, or a folder or file if `head` is one; or both in one, `A..B` or `A...B`. Default: HEAD
 * @param head a revision, a folder or a file. Default: the working tree
 */
export async function compareNamed(base = 'HEAD', head?: string): Promise<ComparedPlan> {
  const [one, other] = [base, head ?? ''].map(pathKind);
  const range = one === undefined ? parseRange(base) : undefined;
  if (range !== undefined) return compareRange(range, base, head);
  if (head !== undefined && one !== undefined && one === other) {
    return judged(readPaths(base, head), { base, head }, process.cwd());
  }
  const repository = findRevisions();
  try {
    const compared = { base, head: head ?? 'the working tree' };
    return await judged(readRevisions(base, head, repository), compared, repository);
  } catch (error) {
    if (!(error instanceof InputError) || error.findings[0]?.rule !== 'unknown-revision') throw error;
    const next = 'name two folders or two files that are there, or two revisions';
    if (one === undefined && other === undefined)
      throw unusable(
        'unknown-revision',
        `${error.findings[0].message}, and no folder or file of this name`,
        `${next}; a shallow clone needs git fetch first`,
        error,
      );
    const [path, rest] = one === undefined ? [head ?? '', base] : [base, head];
    const message = `${path} is a ${one ?? other}, and ${rest ?? 'what to compare it with'} is none`;
    throw unusable('one-folder', message, next, error);
  }
}

async function compareRange(range: Range, text: string, head: string | undefined): Promise<ComparedPlan> {
  if (head !== undefined) {
    const next = `leave out ${head}, or name two revisions without dots`;
    throw unusable('range-and-head', `${text} names both revisions already`, next);
  }
  const repository = findRevisions();
  const { revision, name } = baseOf(range, repository);
  return judged(readRevisions(revision, range.to, repository), { base: name, head: range.to }, repository);
}

/** @param root the folder that files are named from */
async function judged(sides: JudgedSides, compared: Compared, root: string): Promise<ComparedPlan> {
  const facts = factsOf(sides);
  const policies = sides.before.length + sides.after.length === 0 ? undefined : sides.policies();
  if (policies === undefined) return planned(sides, facts, compared, root);
  // What judges takes longer to load than a plan without policies.
  const { newVerdicts } = await import('./policies.ts');
  const { verdicts, findings } = await newVerdicts(sides, policies, facts);
  const result = planned(sides, facts, compared, root, verdicts);
  return { ...result, findings: [...result.findings, ...findings] };
}

function planned(
  sides: JudgedSides,
  facts: ApiFacts,
  compared: Compared,
  root: string,
  verdicts?: Verdicts,
): ComparedPlan {
  const isAsked = sides.before.some(({ object }) => object.kind.endsWith('NetworkPolicy'));
  const plan = planOf(sides.before, sides.after, facts, verdicts, isAsked ? sides.networkPolicies() : []);
  return { plan, compared, findings: sides.findings, root };
}

function pathKind(name: string): 'folder' | 'file' | undefined {
  try {
    const stats = statSync(name, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (cause) {
    // A revision may have any length.
    if ((cause as NodeJS.ErrnoException).code === 'ENAMETOOLONG') return undefined;
    throw new InputError([unreadable(name, cause)], { cause });
  }
}

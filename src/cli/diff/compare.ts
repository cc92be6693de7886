import { statSync } from 'node:fs';
import { loadFacts } from '../../kubernetes/load.ts';
import { paramsKind } from '../../plan/params.ts';
import { type Plan, planOf } from '../../plan/plan.ts';
import type { Compared } from '../../plan/report.ts';
import type { Finding } from '../../report/finding.ts';
import { unusable } from '../git.ts';
import { findRepository } from '../root.ts';
import { readFolders } from './folders.ts';
import { readRevisions } from './revisions.ts';
import type { Sides } from './sides.ts';

export interface ComparedPlan {
  readonly plan: Plan;
  readonly compared: Compared;
  readonly findings: readonly Finding[];
  /** The folder that the findings' files start from. */
  readonly root: string;
}

/**
 * @param base a revision, or a folder if `head` is one. Default: HEAD
 * @param head a revision or a folder. Default: the working tree
 */
export function compareNamed(base = 'HEAD', head?: string): ComparedPlan {
  const areFolders = [base, head].map((name) => name !== undefined && isFolder(name));
  if (head !== undefined && areFolders.every(Boolean))
    return planned(readFolders(base, head), { base, head }, process.cwd());
  const repository = findRepository();
  try {
    const compared = { base, head: head ?? 'the working tree' };
    return planned(readRevisions(base, head, repository), compared, repository);
  } catch (error) {
    const folder = areFolders[0] ? base : areFolders[1] ? head : undefined;
    if (folder === undefined || (error as { message?: string }).message?.includes('no revision') !== true)
      throw error;
    const message = `${folder} is a folder, and what to compare it with is none`;
    throw unusable('one-folder', message, 'name two folders, or two revisions', error);
  }
}

function planned(sides: Sides, compared: Compared, root: string): ComparedPlan {
  const known = loadFacts();
  const isUnknown = [...sides.before, ...sides.after].some(
    ({ object }) => object.kind !== paramsKind && known.find(object.apiVersion, object.kind) === undefined,
  );
  const facts = isUnknown ? known.extendedWith(sides.definitions()) : known;
  return { plan: planOf(sides.before, sides.after, facts), compared, findings: sides.findings, root };
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

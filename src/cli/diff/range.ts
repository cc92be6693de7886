import { mergeBaseOf, repositoryTop } from '../git.ts';

/** Two revisions in one word, as git has them. */
export interface Range {
  readonly from: string;
  readonly to: string;
  /** `from...to`: what `to` has done since it parted from `from`. */
  readonly isSinceMergeBase: boolean;
}

/** Reads `A..B` and `A...B`; a side that is left out is HEAD. `undefined` for what is none, such as `../folder`. */
export function parseRange(text: string): Range | undefined {
  const dots = /\.{2,}/.exec(text);
  if (dots === null || dots[0].length > 3) return undefined;
  const to = text.slice(dots.index + dots[0].length);
  if (to.startsWith('/') || to.includes('..')) return undefined;
  const from = text.slice(0, dots.index);
  return { from: from || 'HEAD', to: to || 'HEAD', isSinceMergeBase: dots[0].length === 3 };
}

/** The older of the two revisions that are compared, and how it is called. */
export interface Base {
  readonly revision: string;
  readonly name: string;
}

/**
 * @throws InputError if there is no such revision, or no commit in common that is asked for
 */
export function baseOf({ from, to, isSinceMergeBase }: Range, repository: string): Base {
  if (!isSinceMergeBase) return { revision: from, name: from };
  repositoryTop(repository);
  return { revision: mergeBaseOf(from, to, repository), name: `merge base of ${from} and ${to}` };
}

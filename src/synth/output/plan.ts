import { withReadableOutput } from './errors.ts';
import { isOwned } from './owned.ts';
import { listTree, readEntry, type TreeEntry } from './tree.ts';

export interface RenderedFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** What writing the rendered files would do to the output folder. Every list is ordered by path. */
export interface OutputPlan {
  readonly root: string;
  readonly created: readonly RenderedFile[];
  /** `before` is what stands there now. */
  readonly changed: readonly (RenderedFile & { readonly before: string })[];
  readonly unchanged: readonly string[];
  /** Written by an earlier synth, no longer produced. */
  readonly removed: readonly string[];
  /** Not written by synth, within what is being rendered. */
  readonly foreign: readonly TreeEntry[];
  /** Everything else that stands there and stays: outside of what is being rendered. */
  readonly outside: readonly TreeEntry[];
}

/**
 * Compares rendered files with what `root` holds.
 *
 * @param inScope whether a path belongs to what was rendered this time; only there is anything removed or reported.
 * @throws {InputError} when the folder, or something in it, cannot be read.
 */
export function planOutput(
  root: string,
  files: readonly RenderedFile[],
  inScope: (path: string) => boolean,
): OutputPlan {
  return withReadableOutput(root, () => planReadable(root, files, inScope));
}

function planReadable(
  root: string,
  files: readonly RenderedFile[],
  inScope: (path: string) => boolean,
): OutputPlan {
  const wanted = new Map(files.map((file) => [file.path, file]));
  const changed: (RenderedFile & { before: string })[] = [];
  const unchanged: string[] = [];
  const removed: string[] = [];
  const foreign: TreeEntry[] = [];
  const outside: TreeEntry[] = [];

  for (const entry of listTree(root)) {
    const file = wanted.get(entry.path);
    if (!file && !inScope(entry.path)) {
      outside.push(entry);
      continue;
    }
    const before = readEntry(root, entry);
    if (file) {
      wanted.delete(entry.path);
      if (entry.type === 'file' && before === file.content) unchanged.push(entry.path);
      else changed.push({ ...file, before: before ?? '' });
    } else if (entry.type === 'file' && before !== undefined && isOwned(before)) removed.push(entry.path);
    else foreign.push(entry);
  }
  const byPath = (a: RenderedFile, b: RenderedFile) => (a.path < b.path ? -1 : 1);
  return { root, created: [...wanted.values()].sort(byPath), changed, unchanged, removed, foreign, outside };
}

export function isUpToDate(plan: OutputPlan): boolean {
  return pendingPaths(plan).length === 0;
}

/** Of the files that writing would create, change or remove. */
export function pendingPaths({ created, changed, removed }: OutputPlan): string[] {
  return [...[...created, ...changed].map(({ path }) => path), ...removed];
}

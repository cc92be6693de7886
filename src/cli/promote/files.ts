import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commentBehind } from '../../promote/edit/comments.ts';
import { editText } from '../../promote/edit/edit.ts';
import type { FileEdit } from '../../promote/promotion.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { whileLocked } from '../../synth/output/commit.ts';

/** One hand-written file before and after. Its path is relative to the repository. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What the edits make of the files. A value brings the comment behind it along: it may name the version. */
export function editFiles(root: string, edits: readonly FileEdit[]): EditedFile[] {
  return [...Map.groupBy(edits, ({ file }) => file)].map(([file, ofFile]) => {
    const before = readFileSync(join(root, file), 'utf8');
    const after = editText(
      before,
      ofFile.map((edit) => ({ ...edit, comment: edit.origin && commentAt(root, edit) })),
      file,
    );
    return { file, before, after };
  });
}

function commentAt(root: string, { path, origin }: FileEdit): string | undefined {
  // Of an app's own file only the value is known: it is TypeScript.
  if (origin === undefined || !origin.file.endsWith('.yaml')) return undefined;
  return commentBehind(readFileSync(join(root, origin.file), 'utf8'), path);
}

/**
 * Writes the files, then does `andThen`, while nobody else writes to the output folder. Each file is replaced as a whole;
 * where anything fails, all stand as they were.
 *
 * @param out the output folder
 * @throws {InputError} if another run is at work or changed a file meanwhile, or the file system refuses
 */
export function writeFiles(
  root: string,
  out: string,
  files: readonly EditedFile[],
  andThen: () => void,
): void {
  try {
    whileLocked(out, () => {
      const changed = files.filter(({ file, before }) => readFileSync(join(root, file), 'utf8') !== before);
      if (changed.length > 0) throw new InputError(changed.map(({ file }) => changedMeanwhile(file)));
      replaceAll(root, files, andThen);
    });
  } catch (error) {
    throw error instanceof InputError ? error : new InputError([unwritable(error, root)], { cause: error });
  }
}

function replaceAll(root: string, files: readonly EditedFile[], andThen: () => void): void {
  const places = files.map((each) => ({ ...each, path: realpathSync(join(root, each.file)) }));
  const replaced: typeof places = [];
  try {
    for (const { path, after } of places) writeScratch(path, after);
    for (const place of places) {
      renameSync(scratchOf(place.path), place.path);
      replaced.push(place);
    }
    andThen();
  } catch (error) {
    for (const { path, before } of replaced) {
      writeScratch(path, before);
      renameSync(scratchOf(path), path);
    }
    throw error;
  } finally {
    for (const { path } of places) rmSync(scratchOf(path), { force: true });
  }
}

/** What a killed run left there may be read-only, as the file is. */
function writeScratch(path: string, text: string): void {
  rmSync(scratchOf(path), { force: true });
  writeFileSync(scratchOf(path), text, { mode: statSync(path).mode });
}

/** Beside the file, so that it can take its place by renaming; nothing reads files with a dot. */
function scratchOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.promoted`);
}

function changedMeanwhile(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'changed-meanwhile',
    message: 'was changed by someone else while the promotion was worked out',
    location: { file },
    next: 'run the promotion again; nothing was written',
  };
}

function unwritable(error: unknown, root: string): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: 'unjudged',
    rule: 'unwritable-file',
    message: `the files cannot be written: ${reason.replaceAll(`${root}/`, '')}`,
    next: 'make room or mend the permissions; all files stand as they were',
  };
}

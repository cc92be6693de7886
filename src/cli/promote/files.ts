import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseSource } from '../../manifest/source.ts';
import { commentBehind, editText } from '../../promote/edit.ts';
import type { FileEdit } from '../../promote/promotion.ts';
import type { ChangedLine } from '../../promote/report.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding, Location } from '../../report/finding.ts';

/** One hand-written file before and after. Its path is relative to the repository. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly changed: readonly ChangedLine[];
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
    const changed = ofFile.map(({ path, value }): ChangedLine => {
      const text = value === undefined ? before : after;
      const location = parseSource(text, file).locate(path, 'key');
      return { location, line: lineAt(text, location), kind: value === undefined ? 'removed' : 'set' };
    });
    return { file, before, after, changed };
  });
}

function commentAt(root: string, { path, origin }: FileEdit): string | undefined {
  // Of an app's own file only the value is known: it is TypeScript.
  if (origin === undefined || !origin.file.endsWith('.yaml')) return undefined;
  return commentBehind(readFileSync(join(root, origin.file), 'utf8'), path);
}

function lineAt(text: string, { line = 1 }: Location): string {
  return text.split(/\r?\n/)[line - 1]?.trim() ?? '';
}

/**
 * Writes the files, then does `andThen`. Each file is replaced as a whole; where anything fails, all stand as they were.
 *
 * @throws {InputError} if the file system refuses
 */
export function writeFiles(root: string, files: readonly EditedFile[], andThen: () => void): void {
  const replaced: EditedFile[] = [];
  try {
    for (const { file, after } of files) writeFileSync(scratchOf(root, file), after, modeOf(root, file));
    for (const each of files) {
      renameSync(scratchOf(root, each.file), join(root, each.file));
      replaced.push(each);
    }
    andThen();
  } catch (error) {
    for (const { file, before } of replaced) writeFileSync(join(root, file), before);
    throw error instanceof InputError ? error : new InputError([unwritable(error, root)], { cause: error });
  } finally {
    for (const { file } of files) rmSync(scratchOf(root, file), { force: true });
  }
}

/** Beside the file, so that it can take its place by renaming; nothing reads files with a dot. */
function scratchOf(root: string, file: string): string {
  return join(root, dirname(file), `.${basename(file)}.promoted`);
}

function modeOf(root: string, file: string): { readonly mode: number } {
  return { mode: statSync(join(root, file)).mode };
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

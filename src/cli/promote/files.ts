import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatPath, type Path } from '../../manifest/path.ts';
import { parseSource } from '../../manifest/source.ts';
import { commentsIn } from '../../promote/edit/comments.ts';
import { editText } from '../../promote/edit/edit.ts';
import type { FileEdit } from '../../promote/promotion.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding, Location } from '../../report/finding.ts';
import { messageOf } from '../../report/thrown.ts';
import { whileLocked } from '../../synth/output/commit.ts';

/** One hand-written file before and after. Its path is relative to the repository. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What the edits make of the files. A value brings the comment behind it along: it may name the version.
 *
 * @throws {InputError} with every edit that a file is written in no way for
 */
export function editFiles(root: string, edits: readonly FileEdit[]): EditedFile[] {
  const commentOf = commentsOf(root, edits);
  const commented = edits.map((edit) => ({ ...edit, comment: commentOf(edit) }));
  const edited = [...Map.groupBy(commented, ({ file }) => file)].map(([file, ofFile]) => {
    const before = readFileSync(join(root, file), 'utf8');
    return { file, before, ...editText(before, ofFile) };
  });
  const stuck = new Set(edited.flatMap(({ uneditable }) => uneditable.map(({ app }) => app)));
  const others = new Set(edits.map(({ app }) => app)).difference(stuck);
  const findings = edited.flatMap(({ file, before, uneditable }) => {
    const { locate } = parseSource(before, file);
    return uneditable.map(({ path }) => uneditableValue(path, locate(path), others));
  });
  if (findings.length > 0) throw new InputError(findings);
  return edited.map(({ file, before, text }) => ({ file, before, after: text }));
}

/** Of an app's own file only the value is known: it is TypeScript. */
function commentsOf(root: string, edits: readonly FileEdit[]): (edit: FileEdit) => string | undefined {
  const origins = new Set(edits.map(({ origin }) => origin?.file ?? ''));
  const comments = new Map(
    [...origins]
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, commentsIn(readFileSync(join(root, file), 'utf8'))]),
  );
  return ({ path, origin }) => comments.get(origin?.file ?? '')?.(path);
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
  const scratch = scratchOf(path);
  const { mode } = statSync(path);
  rmSync(scratch, { force: true });
  writeFileSync(scratch, text, { mode });
  // Of a file that is new, the system takes away what the user's umask says.
  chmodSync(scratch, mode);
}

/** Beside the file, so that it can take its place by renaming; nothing reads files with a dot. */
function scratchOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.promoted`);
}

function uneditableValue(path: Path, location: Location, others: ReadonlySet<string>): Finding {
  const next = 'write its maps out, one key a line and without anchors';
  return {
    severity: 'unjudged',
    rule: 'uneditable-file',
    message: `\`${formatPath(path)}\` cannot be changed in place: the file is written in a way that this would change more`,
    location,
    next: others.size === 0 ? next : `${next}; others can go on with --app: ${[...others].join(', ')}`,
  };
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
  return {
    severity: 'unjudged',
    rule: 'unwritable-file',
    message: `the files cannot be written: ${messageOf(error).replaceAll(`${root}/`, '')}`,
    next: 'make room or mend the permissions; all files stand as they were',
  };
}

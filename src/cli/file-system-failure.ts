import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { unreadable } from '../manifest/text.ts';
import { InputError } from '../report/errors.ts';
import { refusalOf } from '../report/thrown.ts';
import { displayPath } from './root.ts';

/** What Node throws if the operating system refuses a call that names a path. */
interface Refusal extends NodeJS.ErrnoException {
  readonly syscall: string;
  readonly path: string;
}

const readingCalls = new Set([
  'access',
  'lstat',
  'opendir',
  'read',
  'readlink',
  'realpath',
  'scandir',
  'stat',
]);

/** Why a file cannot be opened to write it; some are why it cannot be read, too. */
const refusalsOfWriting = new Set(['EACCES', 'EDQUOT', 'ENOSPC', 'EPERM', 'EROFS']);

/**
 * What the file system refuses, where nobody has told it yet, as input that cannot be worked on.
 *
 * @returns `undefined` for any other error
 */
export function fileSystemFailure(error: unknown): InputError | undefined {
  if (!isRefusal(error)) return undefined;
  if (isRead(error)) {
    const finding = unreadable(displayPath(error.path), error);
    return new InputError([{ ...finding, location: { file: error.path } }], { cause: error });
  }
  const folder = displayPath(dirname(error.path));
  return new InputError(
    [
      {
        severity: 'unjudged',
        rule: 'unwritable-file',
        message: `${displayPath(error.path)} cannot be written: ${refusalOf(error)}`,
        location: { file: dirname(error.path) },
        next: `see who may write there: ls -ld ${folder}`,
      },
    ],
    { cause: error },
  );
}

/** Starting a program names one too, by its name. */
function isRefusal(error: unknown): error is Refusal {
  const { code, syscall, path } = (error ?? {}) as Partial<Refusal>;
  return (
    error instanceof Error &&
    code !== undefined &&
    typeof path === 'string' &&
    syscall?.startsWith('spawn') === false
  );
}

/** What a file was opened for is not said: one that can be read, or is not there, was to be written. */
function isRead({ syscall, path, code }: Refusal): boolean {
  if (syscall !== 'open') return readingCalls.has(syscall);
  if (code === undefined || !refusalsOfWriting.has(code)) return true;
  try {
    accessSync(path, constants.R_OK);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

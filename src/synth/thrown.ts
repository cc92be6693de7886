import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../report/errors.ts';
import type { Finding, Location } from '../report/finding.ts';

/** What an app throws while it renders, as findings at the line of the app that threw. */
export function thrownFindings(
  job: { readonly folder: string; readonly source: string },
  error: unknown,
): Finding[] {
  const place = {
    location: locationInSource(error, job.source) ?? { file: job.source },
    subject: job.folder,
  };
  if (isInputError(error)) return error.findings.map((finding) => ({ ...finding, ...place }));
  return [
    {
      severity: 'unjudged',
      rule: 'app-throws',
      message: `render threw ${describeError(error)}`,
      ...place,
      next: isFrozenWrite(error)
        ? 'copy what the context holds before changing it: apps share it'
        : 'mend the app; nothing was written',
    },
  ];
}

/** What V8 says when someone writes to a frozen object or list. */
function isFrozenWrite(error: unknown): boolean {
  return /not extensible|read only property|Cannot delete property/.test(describeError(error));
}

/** Apps throw anything, also what throws again when looked at. */
function isInputError(error: unknown): error is InputError {
  try {
    return error instanceof InputError;
  } catch {
    return false;
  }
}

/** `TypeError: message`, on one line and without a stack; values that are no errors are shown as they are. */
export function describeError(error: unknown): string {
  try {
    const text =
      error instanceof Error
        ? `${error.name}: ${error.message}`
        : `a value that is no Error: ${String(error)}`;
    // Errors of other programs bring their own stack along in the message.
    return text
      .replace(/(?:\n\s+at .*)+/g, '')
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  } catch {
    return 'a value that cannot be shown';
  }
}

/** First stack frame that stands in `source` (a path relative to the repository, so the frame's path ends with it). */
export function locationInSource(error: unknown, source: string): Location | undefined {
  return firstFrame(error, (path) => (path.endsWith(`/${source}`) ? source : undefined));
}

/** First stack frame below the `apps/` of a repository. */
export function locationInApps(error: unknown, root: string): Location | undefined {
  return firstFrame(error, (path) =>
    path.startsWith(`${join(root, 'apps')}/`) ? relative(root, path) : undefined,
  );
}

function firstFrame(error: unknown, fileOf: (path: string) => string | undefined): Location | undefined {
  for (const [, url = '', line, column] of stackOf(error).matchAll(/(file:\/\/\/\S+?):(\d+)(?::(\d+))?/g)) {
    const file = fileOf(pathOf(url));
    if (file === undefined) continue;
    return { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
  }
  return undefined;
}

/** Empty for what only looks like the URL of a file. */
function pathOf(url: string): string {
  try {
    return fileURLToPath(url).replaceAll('\\', '/');
  } catch {
    return '';
  }
}

function stackOf(error: unknown): string {
  try {
    return error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  } catch {
    return '';
  }
}

import { join, relative } from 'node:path';
import { InputError } from '../report/errors.ts';
import type { Finding, Location } from '../report/finding.ts';
import { describeError, firstFrame, locationInSource } from '../report/stack.ts';

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

/** First stack frame below the `apps/` of a repository. */
export function locationInApps(error: unknown, root: string): Location | undefined {
  return firstFrame(error, (path) =>
    path.startsWith(`${join(root, 'apps')}/`) ? relative(root, path) : undefined,
  );
}

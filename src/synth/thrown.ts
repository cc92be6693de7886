import { fileURLToPath } from 'node:url';
import type { Finding, Location } from '../report/finding.ts';

/** An app that throws while it renders, as a finding at the line of the app that threw. */
export function thrownFinding(
  job: { readonly folder: string; readonly source: string },
  error: unknown,
): Finding {
  return {
    severity: 'unjudged',
    rule: 'app-throws',
    message: `render threw ${describeError(error)}`,
    location: locationInSource(error, job.source) ?? { file: job.source },
    subject: job.folder,
    next: 'mend the app; nothing was written',
  };
}

/** `TypeError: message`, on one line; values that are no errors are shown as they are. */
export function describeError(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : `a value that is no Error: ${String(error)}`;
  return text.replace(/\s*\n\s*/g, ' ');
}

/** First stack frame that stands in `source` (a path relative to the repository, so the frame's path ends with it). */
export function locationInSource(error: unknown, source: string): Location | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const [, url, line, column] of error.stack.matchAll(/(file:\/\/\S+?):(\d+)(?::(\d+))?/g)) {
    if (url === undefined || !fileURLToPath(url).replaceAll('\\', '/').endsWith(`/${source}`)) continue;
    return { file: source, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
  }
  return undefined;
}

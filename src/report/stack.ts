import { fileURLToPath } from 'node:url';
import type { Location } from './finding.ts';

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

/** The first stack frame whose file, given by its path, is called something. */
export function firstFrame(
  error: unknown,
  fileOf: (path: string) => string | undefined,
): Location | undefined {
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

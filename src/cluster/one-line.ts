/**
 * What a controller says, on one line: nothing where it says nothing. Without the number of an attempt and the time of the
 * next, so that the same problem has the same words.
 *
 * Source: `processRequestedAppOperation` in controller/appcontroller.go of Argo CD 3.5
 */
export function oneLine(message: unknown): string {
  return (typeof message === 'string' ? message : '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.? Retrying attempt #\d+ at [\w:]+\.?/, '')
    .replace(/^Retrying operation( with latest revisions)?\. Attempt #\d+$/, '')
    .trim();
}

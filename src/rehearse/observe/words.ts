/**
 * Without the number of an attempt and the time of the next, so that the same problem has the same words.
 *
 * Source: `processRequestedAppOperation` in controller/appcontroller.go of Argo CD 3.5
 */
export function oneLine(text: unknown): string {
  return (typeof text === 'string' ? text : '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.? Retrying attempt #\d+ at [\w:]+\.?/, '')
    .replace(/^Retrying operation( with latest revisions)?\. Attempt #\d+$/, '')
    .trim();
}

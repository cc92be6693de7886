/** Without the time of the next attempt, so that the same problem has the same words. */
export function oneLine(text: unknown): string {
  return (typeof text === 'string' ? text : '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.? Retrying attempt #\d+ at [\w:]+\.?/, '')
    .trim();
}

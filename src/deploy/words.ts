const mostListed = 5;

/** The first few of a list. */
export function listed(names: readonly string[]): string {
  const rest = names.length - mostListed;
  return `${names.slice(0, mostListed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Without the time of the next attempt, so that the same problem has the same words. */
export function oneLine(text: string | undefined): string {
  return (text ?? '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.? Retrying attempt #\d+ at [\w:]+\.?/, '')
    .trim();
}

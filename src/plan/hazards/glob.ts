const patterns = new Map<string, RegExp>();

/**
 * Whether whatever a pattern matches is matched by another one, in which `*` stands for any text, and `?` for any
 * character. What is a pattern itself is taken as it is written: `a*` is within `*`, and so is `ab*` within `a*`.
 *
 * @param isPath `*` stops at slashes, `**` does not
 */
export function isGlobWithin(text: string, wider: string, isPath = false): boolean {
  const key = `${String(isPath)} ${wider}`;
  let pattern = patterns.get(key);
  if (pattern === undefined) {
    const any = isPath && wider !== '*' ? '[^/]*' : '.*';
    const source = wider.replaceAll(/\*\*|[*?]|[\\^$.+()|[\]{}/]/g, (found) =>
      found === '**' ? '.*' : found === '*' ? any : found === '?' ? '.' : `\\${found}`,
    );
    pattern = new RegExp(`^${source}$`, 's');
    patterns.set(key, pattern);
  }
  return pattern.test(text);
}

/**
 * Whether whatever a pattern matches is matched by another one, in which `*` stands for any text, and `?` for any
 * character. What is a pattern itself is taken as it is written: `a*` is within `*`, and `ab*` within `a*`. However many
 * stars there are, it takes no longer than the product of the lengths: anybody's patterns are read.
 *
 * @param isPath `*` stops at slashes, `**` does not
 */
export function isGlobWithin(text: string, wider: string, isPath = false): boolean {
  if (wider === '*' || wider === text) return true;
  // Most are none, and all of one list are compared with all of another.
  if (!/[*?]/.test(wider)) return false;
  let reached = new Set([0]);
  for (const [token] of wider.matchAll(/\*+|[^*]/gs)) {
    const next = new Set<number>();
    for (const at of reached) {
      const rest = text.slice(at);
      if (!token.startsWith('*')) {
        if (rest !== '' && (token === '?' || rest.startsWith(token))) next.add(at + token.length);
        continue;
      }
      const slash = isPath && token === '*' ? rest.indexOf('/') : -1;
      const last = slash === -1 ? text.length : at + slash;
      for (let end = at; end <= last && !next.has(end); end += 1) next.add(end);
    }
    reached = next;
  }
  return reached.has(text.length);
}

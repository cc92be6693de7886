const longest = 60;

/** A value in a message: `the string "3"`, `a list`; long strings are cut. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the string ${quote(value)}`;
  return `the ${typeof value} ${quote(value)}`;
}

/** The value as JSON, cut to what fits in a message. */
export function quote(value: unknown): string {
  // JSON has no infinity, and JavaScript would write null.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined');
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

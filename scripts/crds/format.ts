const lineWidth = 140;
const deepestIndent = 8;

/**
 * JSON with ordered keys, where whatever fits stands on one line: a tenth larger than minified, yet a changed field
 * is a changed line. Ordered keys make the text independent of the order in upstream's files.
 */
export function formatJson(value: unknown): string {
  return `${format(ordered(value), '')}\n`;
}

function format(value: unknown, indent: string): string {
  const short = JSON.stringify(value);
  if (indent.length + short.length <= lineWidth || typeof value !== 'object' || value === null) return short;
  const deeper = indent.length < deepestIndent ? `${indent} ` : indent;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => deeper + format(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}:${format(item, deeper)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}

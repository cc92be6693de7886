/** A part of a file that is read by itself. */
export interface FilePart {
  readonly text: string;
  /** The line of the file, counted from 1, that it starts at. */
  readonly firstLine: number;
}

/**
 * Splits a file into its documents without parsing it, so that one broken document does not hide the others: YAML at
 * `---` lines (which YAML reserves, even inside strings), JSON between `}` and the `{` of the next line, as kubectl's
 * decoder does. Text with `%` directives stays whole: a directive belongs to the document behind the next `---`.
 */
export function splitDocuments(text: string): FilePart[] {
  if (/^\s*\{/.test(text)) return cut(text, /(?<=\}[ \t]*)\r?\n\s*(?=\{)/g);
  if (!text.includes('---') || /^%/m.test(text)) return [{ text, firstLine: 1 }];
  return cut(text, /^(?=---(?:\s|$))/gm).filter((part) => part.text.trim() !== '');
}

function cut(text: string, separator: RegExp): FilePart[] {
  const parts: FilePart[] = [];
  let start = 0;
  let firstLine = 1;
  const push = (end: number, next: number) => {
    parts.push({ text: text.slice(start, end), firstLine });
    firstLine += linesIn(text, start, next);
    start = next;
  };
  for (const match of text.matchAll(separator)) push(match.index, match.index + match[0].length);
  push(text.length, text.length);
  return parts;
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (
    let index = text.indexOf('\n', from);
    index !== -1 && index < to;
    index = text.indexOf('\n', index + 1)
  )
    count += 1;
  return count;
}

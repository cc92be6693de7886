import type { Finding, Location } from '../report/finding.ts';

interface Hint {
  readonly rule: string;
  /** Of the line that the parser stopped at. Default: any. */
  readonly line?: RegExp;
  /** Of the parser's reason. Default: any. */
  readonly reason?: RegExp;
  /** The parser's reason when absent, which must not quote the text then: it may be a Secret. */
  readonly message?: string;
  readonly next: string;
}

/** What people usually did when a parser stops: tried in order, before the parser's own words are used. */
const hints: readonly Hint[] = [
  {
    rule: 'tab-indentation',
    line: /^ *\t/,
    message: 'the line is indented with a tab; YAML allows spaces only',
    next: 'replace the tab by spaces',
  },
  {
    rule: 'yaml-syntax',
    line: /[:-] +[@`%]/,
    reason: /bad indentation/,
    message: 'an unquoted value cannot start with @, ` or %',
    next: 'put the value in quotes',
  },
  {
    rule: 'yaml-syntax',
    line: /^[^'"#{[]*: [^'"#{[]*: /,
    reason: /bad indentation/,
    message: 'an unquoted value cannot hold ": "',
    next: 'put the value in quotes, or start a new line for the second key',
  },
  {
    rule: 'yaml-syntax',
    reason: /null byte|non-printable/,
    message: 'the file holds a control character',
    next: 'remove the character, and save the file as UTF-8',
  },
  {
    rule: 'yaml-syntax',
    reason: /alias/,
    message: 'what starts with * is an alias, and nothing before it has its name',
    next: 'define the anchor first; put a value that starts with * in quotes',
  },
  {
    rule: 'yaml-syntax',
    reason: /\btag\b/,
    message: 'what starts with ! is a tag, and this one is unknown or does not fit its value',
    next: 'leave the tag out; put a value that starts with ! in quotes',
  },
  {
    rule: 'yaml-syntax',
    reason: /key is a map or a list/,
    message: 'a key is a map or a list',
    next: 'write the key as text; put a value that starts with { or [ in quotes',
  },
  {
    rule: 'yaml-syntax',
    reason: /maxDepth/,
    message: 'maps and lists are nested more than 100 deep',
    next: 'nest them less deeply',
  },
];

/** Causes that stand somewhere else than where the parser stops. */
const elsewhere = [
  {
    rule: 'merge-conflict',
    text: /^(?:<{7}|>{7}) /m,
    message: 'the file holds the markers of an unresolved merge conflict',
    next: 'resolve the conflict',
  },
  {
    rule: 'template-syntax',
    text: /(?<=^[ -]*|: )\{\{/m,
    message: 'the line holds a template expression ({{ … }}), which is not YAML',
    next: 'render the template first, then read the result; put a value that starts with {{ in quotes',
  },
] as const;

/** The offset of what most likely broke the text, given where the parser stopped. */
export function causeOffset(offset: number, source: string): number {
  return elsewhere.map(({ text }) => source.search(text)).find((found) => found !== -1) ?? offset;
}

const any = /(?:)/;

/** What is wrong at an offset of the text, and what to do; `reason` is the parser's word for it. */
export function syntaxFinding(reason: string, offset: number, source: string, location: Location): Finding {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const [written = ''] = source.slice(lineStart).split('\n', 1);
  const cause = elsewhere.find(({ text }) => source.search(text) === offset);
  const hint =
    cause ?? hints.find(({ line = any, reason: why = any }) => line.test(written) && why.test(reason));
  return {
    severity: 'unjudged',
    rule: hint?.rule ?? 'yaml-syntax',
    message: hint?.message ?? `the YAML cannot be read: ${reason}`,
    location,
    next: hint?.next ?? 'check the indentation, quotes and brackets of this line and the one above',
  };
}

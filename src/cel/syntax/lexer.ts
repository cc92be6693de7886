import { SyntaxMistake } from './source.ts';

export type TokenKind =
  | 'bytes'
  | 'double'
  | 'end'
  | 'identifier'
  | 'int'
  | 'keyword'
  | 'operator'
  | 'string'
  | 'uint';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

const escape =
  String.raw`\\(?:[abfnrtv"'\\?` +
  '`' +
  String.raw`]|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-3][0-7]{2})`;
const strings = [
  String.raw`[rR]"""[^]*?"""`,
  String.raw`[rR]'''[^]*?'''`,
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${escape}|[^\\])*?"""`,
  String.raw`'''(?:${escape}|[^\\])*?'''`,
  String.raw`"(?:${escape}|[^\\"\n\r])*"`,
  String.raw`'(?:${escape}|[^\\'\n\r])*'`,
].join('|');

/** In this order: of alternatives that begin alike, the longest comes first. */
const tokens = new RegExp(
  [
    String.raw`(?<space>[\t \r\n\f]+|//[^\n]*)`,
    `(?<string>${strings})`,
    `(?<bytes>[bB](?:${strings}))`,
    String.raw`(?<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)`,
    String.raw`(?<uint>(?:0x[\da-fA-F]+|\d+)[uU])`,
    String.raw`(?<int>0x[\da-fA-F]+|\d+)`,
    String.raw`(?<identifier>[A-Za-z_]\w*)`,
    String.raw`(?<operator>==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%])`,
  ].join('|'),
  'y',
);

const keywords = new Set(['false', 'in', 'null', 'true']);

/** @throws SyntaxMistake at the first character that begins no token. */
export function tokenize(expression: string): Token[] {
  const found: Token[] = [];
  let offset = 0;
  while (offset < expression.length) {
    tokens.lastIndex = offset;
    const groups = tokens.exec(expression)?.groups;
    const entry = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
    if (entry === undefined) throw new SyntaxMistake(unrecognized(expression, offset), offset);
    const [kind, text] = entry as [TokenKind | 'space', string];
    if (kind !== 'space') {
      found.push({ kind: keywords.has(text) ? 'keyword' : kind, text, offset });
    }
    offset += text.length;
  }
  return [...found, { kind: 'end', text: '', offset }];
}

function unrecognized(expression: string, offset: number): string {
  const rest = expression.slice(offset);
  if (/^[bB]?[rR]?["']/.test(rest))
    return 'Syntax error: a string that does not end, or an unknown escape in it';
  if (rest.startsWith('`')) return "unsupported syntax: '`'";
  return `Syntax error: unexpected ${JSON.stringify(String.fromCodePoint(rest.codePointAt(0) ?? 0))}`;
}

import type { Literal } from '../value/value.ts';
import { Uint } from '../value/value.ts';
import type { Token } from './lexer.ts';
import { SyntaxMistake } from './source.ts';

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;
const maxUint = 2n ** 64n - 1n;

/** The value of a number, string or bytes token; `negative` when a minus belongs to it. */
export function literalValue(token: Token, negative: boolean): Literal {
  const { kind, text, offset } = token;
  switch (kind) {
    case 'int': {
      const value = negative ? -BigInt(text) : BigInt(text);
      if (value < minInt || value > maxInt) throw new SyntaxMistake('invalid int literal', offset);
      return value;
    }
    case 'uint': {
      const value = BigInt(text.slice(0, -1));
      if (value > maxUint) throw new SyntaxMistake('invalid uint literal', offset);
      return new Uint(value);
    }
    case 'double': {
      const value = Number(text);
      if (!Number.isFinite(value)) throw new SyntaxMistake('invalid double literal', offset);
      return negative ? -value : value;
    }
    case 'bytes':
      return unquoteBytes(text.slice(1), offset);
    default:
      return unquote(text, offset);
  }
}

function contentOf(quoted: string): { content: string; raw: boolean } {
  const raw = /^[rR]/.test(quoted);
  const text = (raw ? quoted.slice(1) : quoted).replace(/\r\n?/g, '\n');
  const width = /^("""|''')/.test(text) && text.length >= 6 ? 3 : 1;
  return { content: text.slice(width, -width), raw };
}

const escapes =
  /\\(?:([abfnrtv"'\\?`])|[xX]([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2}))/g;
const control: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unquote(quoted: string, offset: number): string {
  const { content, raw } = contentOf(quoted);
  if (raw) return content;
  return content.replace(
    escapes,
    (_all, plain?: string, x?: string, u?: string, long?: string, octal?: string) => {
      if (plain !== undefined) return control[plain] ?? plain;
      const code =
        octal === undefined ? Number.parseInt(x ?? u ?? long ?? '', 16) : Number.parseInt(octal, 8);
      if (code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) {
        throw new SyntaxMistake('invalid unicode code point', offset);
      }
      return String.fromCodePoint(code);
    },
  );
}

/** In bytes, hexadecimal and octal escapes are bytes, everything else is UTF-8. */
function unquoteBytes(quoted: string, offset: number): Uint8Array {
  const { content, raw } = contentOf(quoted);
  if (raw) return new TextEncoder().encode(content);
  const parts: number[] = [];
  let end = 0;
  for (const match of content.matchAll(escapes)) {
    const [all, plain, hexadecimal, , , octal] = match;
    parts.push(...new TextEncoder().encode(content.slice(end, match.index)));
    end = match.index + all.length;
    if (plain !== undefined) parts.push((control[plain] ?? plain).charCodeAt(0));
    else if (hexadecimal !== undefined) parts.push(Number.parseInt(hexadecimal, 16));
    else if (octal !== undefined) parts.push(Number.parseInt(octal, 8));
    else throw new SyntaxMistake('unable to unescape string', offset);
  }
  return Uint8Array.from([...parts, ...new TextEncoder().encode(content.slice(end))]);
}

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const literal = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const expressions = new RegExp(String.raw`\bexpr:\s*((?:(?:${literal})\s*)+)`, 'g');
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** The expressions of the CEL specification's tests, which lie in the module cache beside the API server's packages. */
export function conformanceExpressions(tool: string): string[] {
  const command = ['list', '-m', '-f', '{{.Dir}}', 'cel.dev/expr'];
  const folder = join(execFileSync('go', command, { cwd: tool }).toString().trim(), 'tests/simple/testdata');
  const found = readdirSync(folder).flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [...text.matchAll(expressions)].map(([, literals = '']) => unquoteAll(literals));
  });
  return [...new Set(found)].filter((expression) => !expression.includes('\ufffd'));
}

/** Literals of protocol buffers' text format that stand beside each other are one text. */
function unquoteAll(literals: string): string {
  const parts = [...literals.matchAll(new RegExp(literal, 'g'))].map(([quoted]) => quoted.slice(1, -1));
  const bytes = parts
    .join('')
    .replace(/\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[^])/g, (_all, code: string) => {
      if (/^[uU]/.test(code) && code.length > 1)
        return toBytes(String.fromCodePoint(Number.parseInt(code.slice(1), 16)));
      if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
      if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
      return escapes[code] ?? code;
    });
  return Buffer.from(toLatin(bytes), 'latin1').toString('utf8');
}

function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Characters beyond a byte, which stand unescaped in the file, become their bytes. */
function toLatin(text: string): string {
  return text.replace(/[^\x00-\xff]/g, toBytes);
}

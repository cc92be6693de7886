import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';

const segment = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/y;
const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

/**
 * The `fieldPath` of a rule, e.g. `.spec['a.b'].c`.
 *
 * @param schema of the value that the rule is about
 * @returns `undefined` for a path that leads to no field of the schema
 */
export function parseFieldPath(text: string, schema: ApiSchema): Path | undefined {
  const path: string[] = [];
  let holder: unknown = schema;
  segment.lastIndex = 0;
  while (segment.lastIndex < text.length) {
    const match = segment.exec(text);
    const name = match?.[1] ?? (match?.[2] === undefined ? undefined : unescaped(match[2]));
    if (name === undefined || !isRecord(holder)) return undefined;
    const { properties, additionalProperties } = holder;
    const isObject = isRecord(properties);
    if (isObject && !Object.hasOwn(properties, name)) return undefined;
    holder = isObject ? properties[name] : additionalProperties;
    if (!isRecord(holder)) return undefined;
    path.push(name);
  }
  return path;
}

function unescaped(text: string): string | undefined {
  const directives = [...text.matchAll(/\\(.)/gs)].map(([, character = '']) => character);
  if (directives.some((character) => !(character in escapes))) return undefined;
  return text.replace(/\\(.)/gs, (_all, character: string) => escapes[character] ?? '');
}

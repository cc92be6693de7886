import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { formatIdentity, identityOf, type KubernetesObject } from './object.ts';
import { formatPath, type Path } from './path.ts';
import { formatKey, formatString } from './scalar.ts';

/**
 * One object as YAML: `apiVersion`, `kind`, `metadata` first, in metadata `name` and `namespace` first, all other keys
 * in code-unit order; no anchors, no folded lines; strings that a reader of YAML 1.1 or 1.2 would take for something
 * else are quoted; several lines become a literal block. Same object, same bytes, whatever the order of its keys.
 *
 * Keys whose value is `undefined` are left out. Throws `InputError` naming the path of a value that JSON cannot hold:
 * NaN, infinities, dates, functions, symbols, bigints, class instances, accessors that throw, and objects that contain
 * themselves.
 *
 * Layout is done here and scalars by js-yaml: several times faster than its `dump` of whole objects, whose output it equals.
 */
export function formatManifest(object: KubernetesObject): string {
  return formatYaml(object, { subject: formatIdentity(identityOf(object)) });
}

/** `formatManifest` for maps that are no Kubernetes objects; `place` is where an error says that they come from. */
export function formatYaml(
  map: Readonly<Record<string, unknown>>,
  place: Pick<Finding, 'location' | 'subject'> = {},
): string {
  const written = write(map);
  if ('text' in written) return written.text;
  throw new InputError([{ ...written.finding, ...place }]);
}

/** A value that no manifest can hold, and where it stands. */
export interface Unwritable {
  readonly path: Path;
  readonly finding: Finding;
}

/** The first value of a map for which `formatYaml` would throw; `undefined` if there is none. */
export function unwritableIn(map: Readonly<Record<string, unknown>>): Unwritable | undefined {
  const written = write(map);
  return 'finding' in written ? written : undefined;
}

function write(map: Readonly<Record<string, unknown>>): { readonly text: string } | Unwritable {
  const writer = new Writer();
  try {
    const text = writer.map(map, '');
    return { text: text === '' ? '{}\n' : `${text.slice(1)}\n` };
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    const finding: Finding = {
      severity: 'unjudged',
      rule: 'unwritable-value',
      message: `${formatPath(writer.path.slice(0, 12))} is ${error.message}, which a manifest cannot hold`,
      allowed: 'strings, finite numbers, booleans, null, lists and plain objects',
      next: 'convert the value, or leave the field out',
    };
    return { path: writer.path, finding };
  }
}

class UnwritableValue extends Error {}

/** Deeper than any Kubernetes object: what is deeper contains itself. */
const depthLimit = 200;

class Writer {
  /** Where the writer is; where it stopped, after an error. */
  readonly path: (string | number)[] = [];

  map(map: object, indent: string): string {
    if (this.path.length > depthLimit) throw new UnwritableValue('an object that contains itself');
    const prototype: unknown = Object.getPrototypeOf(map);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new UnwritableValue(`an instance of ${map.constructor.name}`);
    }
    let text = '';
    for (const key of this.#orderedKeys(map)) {
      this.path.push(key);
      const value = valueOf(map, key);
      if (value !== undefined)
        text += `\n${indent}${formatKey(key)}:${this.#value(value, indent, `${indent}  `)}`;
      this.path.pop();
    }
    return text;
  }

  #orderedKeys(map: object): string[] {
    const keys = Object.keys(map).sort();
    if (this.path.length === 0) return withFirst(keys, rootOrder);
    if (this.path.length === 1 && this.path[0] === 'metadata') return withFirst(keys, metadataOrder);
    return keys;
  }

  /** What follows `key:` or `-`, including the space or line break between. `outer` is the indentation of that line. */
  #value(value: unknown, outer: string, inner: string): string {
    switch (typeof value) {
      case 'string':
        return ` ${formatString(value).replace(/\n(?!\n|$)/g, `\n${outer}`)}`;
      case 'number':
        if (!Number.isFinite(value)) throw new UnwritableValue(String(value));
        return ` ${formatNumber(value)}`;
      case 'boolean':
        return ` ${value}`;
      case 'object':
        if (value === null) return ' null';
        if (Array.isArray(value)) return this.#list(value, inner) || ' []';
        return this.map(value, inner) || ' {}';
      default:
        throw new UnwritableValue(value === undefined ? 'undefined' : `a ${typeof value}`);
    }
  }

  #list(list: readonly unknown[], indent: string): string {
    if (this.path.length > depthLimit) throw new UnwritableValue('a list that contains itself');
    let text = '';
    for (const [index, item] of list.entries()) {
      this.path.push(index);
      const value = this.#value(item, indent, `${indent}  `);
      // The first line of a map or list stands behind the dash.
      text += `\n${indent}-${value.startsWith('\n') ? ` ${value.trimStart()}` : value}`;
      this.path.pop();
    }
    return text;
  }
}

function valueOf(map: object, key: string): unknown {
  try {
    return Reflect.get(map, key);
  } catch {
    throw new UnwritableValue('an accessor that throws');
  }
}

const rootOrder = ['apiVersion', 'kind', 'metadata'];
const metadataOrder = ['name', 'namespace'];

function withFirst(keys: readonly string[], first: readonly string[]): string[] {
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))];
}

/** `1.e+21`: YAML 1.1 wants a point before an exponent. Minus zero is zero. */
function formatNumber(value: number): string {
  return String(value === 0 ? 0 : value).replace(/^(-?\d+)e/, '$1.e');
}

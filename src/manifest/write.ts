import { InputError } from '../report/errors.ts';
import { formatIdentity, identityOf, type KubernetesObject } from './object.ts';
import { formatPath } from './path.ts';
import { formatKey, formatString } from './scalar.ts';

/**
 * One object as YAML: `apiVersion`, `kind`, `metadata` first, in metadata `name` and `namespace` first, all other keys
 * in code-unit order; no anchors, no folded lines; strings that a reader of YAML 1.1 or 1.2 would take for something
 * else are quoted; several lines become a literal block. Same object, same bytes, whatever the order of its keys.
 *
 * Keys whose value is `undefined` are left out. Throws `InputError` naming the path of a value that JSON cannot hold:
 * NaN, infinities, dates, functions, symbols, bigints, class instances, and objects that contain themselves.
 *
 * Layout is done here and scalars by js-yaml: several times faster than its `dump` of whole objects, whose output it equals.
 */
export function formatManifest(object: KubernetesObject): string {
  return formatYaml(object, formatIdentity(identityOf(object)));
}

/** `formatManifest` for maps that are no Kubernetes objects; `subject` is what an error calls them. */
export function formatYaml(map: Readonly<Record<string, unknown>>, subject?: string): string {
  const writer = new Writer();
  try {
    const text = writer.map(map, '');
    return text === '' ? '{}\n' : `${text.slice(1)}\n`;
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'unwritable-value',
        message: `${formatPath(writer.path.slice(0, 12))} is ${error.message}, which a manifest cannot hold`,
        ...(subject === undefined ? {} : { subject }),
        allowed: 'strings, finite numbers, booleans, null, lists and plain objects',
        next: 'convert the value, or leave the field out',
      },
    ]);
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
      const value: unknown = Reflect.get(map, key);
      if (value === undefined) continue;
      this.path.push(key);
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

const rootOrder = ['apiVersion', 'kind', 'metadata'];
const metadataOrder = ['name', 'namespace'];

function withFirst(keys: readonly string[], first: readonly string[]): string[] {
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))];
}

/** `1.e+21`: YAML 1.1 wants a point before an exponent. Minus zero is zero. */
function formatNumber(value: number): string {
  return String(value === 0 ? 0 : value).replace(/^(-?\d+)e/, '$1.e');
}

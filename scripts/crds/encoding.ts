import type { FieldEncoding } from '../../src/kubernetes/encoding.ts';
import type { ModuleSource } from '../../src/kubernetes/sources.ts';
import { type ModuleFile, readModule } from '../../src/lab/build/modules.ts';
import { findGo } from '../../src/lab/build/toolchain.ts';

/**
 * How Go writes the fields of built-in types as JSON: which are left out when they are empty, and which are always
 * there. No schema tells; it is read from the types and their `json:` tags.
 */

type GoKind = 'collection' | 'scalar' | 'struct';

interface GoField {
  /** Empty for a field whose own fields stand in its place. */
  readonly name: string;
  readonly type: string;
  readonly omitsEmpty: boolean;
  readonly omitsZero: boolean;
}

/** Types that write themselves. A missing time is null. */
const ownWriters: Readonly<Record<string, 'null' | 'present'>> = {
  'intstr.IntOrString': 'present',
  'metav1.MicroTime': 'null',
  'metav1.Time': 'null',
  MicroTime: 'null',
  'resource.Quantity': 'present',
  'runtime.RawExtension': 'null',
  Time: 'null',
};

/** By name of the definition, as in the published OpenAPI. */
export async function readEncodings(
  sources: readonly ModuleSource[],
  definitions: readonly string[],
): Promise<Record<string, FieldEncoding>> {
  const go = await findGo();
  const encodings: Record<string, FieldEncoding> = {};
  const types = new GoTypes();
  for (const source of sources) {
    for (const file of await readModule(source, go)) types.read(source.module, file);
  }
  for (const name of definitions.toSorted()) {
    const encoding = types.encodingOf(name);
    if (encoding !== undefined) encodings[name] = encoding;
  }
  return encodings;
}

export class GoTypes {
  /** By `<package>.<type>`, packages as in names of definitions. */
  readonly #structs = new Map<string, readonly GoField[]>();
  readonly #kinds = new Map<string, GoKind>();
  readonly #aliases = new Map<string, string>();
  /** Import names of a package's files: `v1` → `io.k8s.api.core.v1`. */
  readonly #imports = new Map<string, Map<string, string>>();

  read(module: string, { path, text }: ModuleFile): void {
    const name = packageName(`${module}/${path.slice(0, path.lastIndexOf('/'))}`);
    const imports = this.#imports.get(name) ?? new Map<string, string>();
    this.#imports.set(name, imports);
    for (const [, alias, target = ''] of text.matchAll(/^(?:\t|import )(?:(\w+) )?"(k8s\.io\/[^"]+)"$/gm))
      imports.set(alias ?? target.slice(target.lastIndexOf('/') + 1), packageName(target));
    for (const [, type = '', target = ''] of text.matchAll(/^type (\w+) = (\S+)/gm))
      this.#aliases.set(`${name}.${type}`, this.#resolve(`${name}.`, target));
    for (const [, type = '', underlying = ''] of text.matchAll(/^type (\w+) ([^\s{=]+)(?= \{|$| *\/\/)/gm)) {
      const kind =
        underlying === 'struct' ? 'struct' : /^(\[\]|map\[)/.test(underlying) ? 'collection' : 'scalar';
      this.#kinds.set(`${name}.${type}`, kind);
    }
    for (const [, type = '', body = ''] of text.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms))
      this.#structs.set(`${name}.${type}`, fieldsIn(body));
  }

  encodingOf(definition: string): FieldEncoding | undefined {
    const fields = this.#structs.get(definition);
    if (fields === undefined) return undefined;
    const result = { omitsEmpty: [] as string[], present: [] as string[], null: [] as string[] };
    this.#collect(definition, fields, result);
    const lists = Object.entries(result).filter(([, names]) => names.length > 0);
    return Object.fromEntries(lists.map(([key, names]) => [key, names.sort()]));
  }

  #collect(
    definition: string,
    fields: readonly GoField[],
    result: { omitsEmpty: string[]; present: string[]; null: string[] },
  ): void {
    for (const { name, type, omitsEmpty, omitsZero } of fields) {
      if (name === '') {
        const inlined = this.#resolve(definition, type);
        this.#collect(inlined, this.#structs.get(inlined) ?? [], result);
      } else if (omitsZero || type === 'TypeMeta') continue;
      else if (type.startsWith('*')) {
        if (!omitsEmpty) result.null.push(name);
      } else if (ownWriters[type] !== undefined) result[ownWriters[type]].push(name);
      else {
        const kind = this.#kindOf(definition, type);
        if (kind === 'struct') result.present.push(name);
        else if (omitsEmpty) result.omitsEmpty.push(name);
        else result[kind === 'collection' ? 'null' : 'present'].push(name);
      }
    }
  }

  #kindOf(definition: string, type: string): GoKind {
    if (/^(\[\]|map\[)/.test(type)) return 'collection';
    if (/^(bool|string|u?int\d*|float\d+)$/.test(type)) return 'scalar';
    const kind = this.#kinds.get(this.#resolve(definition, type));
    if (kind === undefined && !/^(types\.UID|intstr\.|runtime\.)/.test(type))
      throw new Error(`${definition}: the Go type ${type} is not known`);
    return kind ?? 'scalar';
  }

  #resolve(definition: string, type: string): string {
    const home = definition.slice(0, definition.lastIndexOf('.'));
    const [prefix = '', name] = type.replace(/^\*/, '').split('.');
    const full =
      name === undefined ? `${home}.${prefix}` : `${this.#imports.get(home)?.get(prefix) ?? prefix}.${name}`;
    return this.#aliases.get(full) ?? full;
  }
}

function fieldsIn(body: string): GoField[] {
  return [...body.matchAll(/^\t(?:(\w+) +)?([^\s`/]\S*)\s+`(?:[^`]* )?json:"([^",]*)([^"]*)"/gm)]
    .map(([, , type = '', name = '', flags = '']) => ({
      name,
      type,
      omitsEmpty: flags.includes('omitempty'),
      omitsZero: flags.includes('omitzero'),
    }))
    .filter(({ name }) => name !== '-');
}

/** `k8s.io/api/core/v1` → `io.k8s.api.core.v1`. */
function packageName(path: string): string {
  return path.replace(/^k8s\.io/, 'io.k8s').replaceAll('/', '.');
}

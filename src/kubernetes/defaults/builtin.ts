import { formatQuantity, parseQuantity } from '../../manifest/quantity.ts';
import { type Encodings, type FieldEncoding, loadEncodings } from '../encoding.ts';
import type { ApiFacts, ApiSchema } from '../facts.ts';
import { coreDefaults } from './core.ts';
import { type DefaultsByType, type Fields, isZero } from './fields.ts';
import { otherDefaults } from './others.ts';
import { workloadDefaults } from './workloads.ts';

const defaultsByType: DefaultsByType = { ...coreDefaults, ...workloadDefaults, ...otherDefaults };

const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const referencePrefix = '#/definitions/';

interface TypeNode {
  readonly setDefaults: ((object: Fields) => void) | undefined;
  readonly fields: readonly (readonly [name: string, schema: ApiSchema])[];
  readonly names: ReadonlySet<string>;
  readonly encoding: FieldEncoding;
}

/**
 * Built-in objects as the API server holds them once it has read them: decoded into its Go types, defaulted, and
 * written again. What it does not know is gone, and so is what is empty where Go cannot tell it from what is not given.
 */
export class BuiltinObjects {
  readonly #definitions: Readonly<Record<string, ApiSchema>>;
  readonly #encodings: Encodings;
  readonly #types = new Map<string, TypeNode>();

  constructor(facts: ApiFacts) {
    this.#definitions = facts.definitions();
    this.#encodings = loadEncodings(facts.minor);
  }

  /** The object as a policy sees it; `object` itself is left as it is. */
  read(object: unknown, schema: ApiSchema): unknown {
    return this.#value(object, schema);
  }

  #value(value: unknown, schema: ApiSchema): unknown {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.#ofType(value, reference.slice(referencePrefix.length));
    if (Array.isArray(value)) {
      const items = schema['items'] as ApiSchema | undefined;
      return items === undefined ? value : value.map((item) => this.#value(item ?? zeroOf(items), items));
    }
    const values = schema['additionalProperties'] as ApiSchema | undefined;
    if (values === undefined || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#value(item ?? zeroOf(values), values)]),
    );
  }

  #ofType(value: unknown, definition: string): unknown {
    if (definition === quantity) return canonicalQuantity(value);
    const { setDefaults, fields, names, encoding } = this.#type(definition);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || fields.length === 0)
      return value;
    // Defaults are set before those of the types inside, as Go's generated code does.
    const decoded: Fields = {};
    for (const [name, given] of Object.entries(value)) {
      if (given !== null && given !== undefined && names.has(name)) decoded[name] = given;
    }
    if (setDefaults !== undefined) {
      // Maps and lists that defaults are set in must not be the manifest's own.
      for (const name of names) if (name in decoded) decoded[name] = copied(decoded[name]);
      setDefaults(decoded);
    }
    const result: Fields = {};
    for (const [name, schema] of fields) {
      const written = this.#field(decoded[name], name, schema, encoding);
      if (written !== undefined) result[name] = written;
    }
    return result;
  }

  #field(given: unknown, name: string, schema: ApiSchema, encoding: FieldEncoding): unknown {
    const omitsEmpty = encoding.omitsEmpty?.includes(name) === true;
    let value: unknown = given;
    const fallback = schema['default'];
    if (
      (value === undefined || (omitsEmpty && isZero(value))) &&
      fallback !== undefined &&
      !isStruct(fallback)
    )
      value = fallback;
    if (value === undefined && encoding.present?.includes(name) === true) value = zeroOf(schema);
    if (value === undefined) return encoding.null?.includes(name) === true ? null : undefined;
    return omitsEmpty && isZero(value) ? undefined : this.#value(value, schema);
  }

  #type(definition: string): TypeNode {
    let type = this.#types.get(definition);
    if (type === undefined) {
      const properties = (this.#definitions[definition]?.['properties'] ?? {}) as Record<string, ApiSchema>;
      type = {
        setDefaults: defaultsByType[definition.split('.').slice(-3).join('.')],
        fields: Object.entries(properties),
        names: new Set(Object.keys(properties)),
        encoding: this.#encodings[definition] ?? {},
      };
      this.#types.set(definition, type);
    }
    return type;
  }
}

/** Whether OpenAPI says no more than that Go holds a struct by value. */
function isStruct(fallback: unknown): boolean {
  return typeof fallback === 'object';
}

function zeroOf(schema: ApiSchema): unknown {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    if (reference.endsWith(quantity)) return '0';
    return reference.endsWith(intOrString) ? 0 : {};
  }
  return { string: '', integer: 0, number: 0, boolean: false }[String(schema['type'])] ?? null;
}

function canonicalQuantity(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const parsed = parseQuantity(value);
  return parsed === undefined ? value : formatQuantity(parsed);
}

function copied(value: unknown): unknown {
  return typeof value === 'object' ? structuredClone(value) : value;
}

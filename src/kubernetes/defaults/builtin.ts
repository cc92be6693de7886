import { canonicalQuantity } from '../../manifest/quantity.ts';
import { type Encodings, type FieldEncoding, loadEncodings } from '../encoding.ts';
import type { ApiFacts, ApiSchema } from '../facts.ts';
import { coreDefaults } from './core.ts';
import { copyOf, type DefaultsByType, type Fields, isZero } from './fields.ts';
import { otherDefaults } from './others.ts';
import { workloadDefaults } from './workloads.ts';

const defaultsByType: DefaultsByType = { ...coreDefaults, ...workloadDefaults, ...otherDefaults };

const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const referencePrefix = '#/definitions/';

interface TypeNode {
  readonly isQuantity: boolean;
  readonly setDefaults: ((object: Fields) => void) | undefined;
  readonly fields: readonly FieldNode[];
  readonly names: ReadonlySet<string>;
}

interface FieldNode {
  readonly name: string;
  readonly schema: ApiSchema;
  /** The default of a field that is not given; `undefined` for none. */
  readonly fallback: unknown;
  /** As in `FieldEncoding`. */
  readonly omitsEmpty: boolean;
  readonly isPresent: boolean;
  readonly isNull: boolean;
  /** Whether it may be written though nothing is given. */
  readonly isImplied: boolean;
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
    // Maps and lists that defaults are set in must not be the manifest's own.
    return this.#value(copyOf(object), schema);
  }

  #value(value: unknown, schema: ApiSchema): unknown {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.#ofType(value, this.#type(reference));
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

  #ofType(value: unknown, { isQuantity, setDefaults, fields, names }: TypeNode): unknown {
    if (isQuantity) return writtenQuantity(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || fields.length === 0)
      return value;
    // Defaults are set before those of the types inside, as Go's generated code does.
    const decoded = setDefaults === undefined ? (value as Fields) : known(value as Fields, names);
    setDefaults?.(decoded);
    const result: Fields = {};
    for (const field of fields) {
      const given = decoded[field.name] ?? undefined;
      if (given === undefined && !field.isImplied) continue;
      const written = this.#field(given, field);
      if (written !== undefined) result[field.name] = written;
    }
    return result;
  }

  #field(given: unknown, { schema, fallback, omitsEmpty, isPresent, isNull }: FieldNode): unknown {
    let value: unknown = given;
    if (fallback !== undefined && (value === undefined || (omitsEmpty && isZero(value)))) value = fallback;
    if (value === undefined && isPresent) value = zeroOf(schema);
    if (value === undefined) return isNull ? null : undefined;
    return omitsEmpty && isZero(value) ? undefined : this.#value(value, schema);
  }

  #type(reference: string): TypeNode {
    let type = this.#types.get(reference);
    if (type === undefined) {
      type = this.#readType(reference.slice(referencePrefix.length));
      this.#types.set(reference, type);
    }
    return type;
  }

  #readType(definition: string): TypeNode {
    const properties = (this.#definitions[definition]?.['properties'] ?? {}) as Record<string, ApiSchema>;
    const encoding = this.#encodings[definition] ?? {};
    return {
      isQuantity: definition === quantity,
      setDefaults: defaultsByType[definition.split('.').slice(-3).join('.')],
      names: new Set(Object.keys(properties)),
      fields: Object.entries(properties).map(([name, schema]) => fieldNode(name, schema, encoding)),
    };
  }
}

function known(object: Fields, names: ReadonlySet<string>): Fields {
  const fields: Fields = {};
  for (const name of Object.keys(object)) {
    const given = object[name];
    if (given !== null && given !== undefined && names.has(name)) fields[name] = given;
  }
  return fields;
}

function fieldNode(name: string, schema: ApiSchema, encoding: FieldEncoding): FieldNode {
  const fallback = isStruct(schema['default']) ? undefined : schema['default'];
  const isPresent = encoding.present?.includes(name) === true;
  const isNull = encoding.null?.includes(name) === true;
  return {
    name,
    schema,
    fallback,
    omitsEmpty: encoding.omitsEmpty?.includes(name) === true,
    isPresent,
    isNull,
    isImplied: fallback !== undefined || isPresent || isNull,
  };
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

function writtenQuantity(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return canonicalQuantity(value) ?? value;
}

/** Values of a custom resource's fields, by their schema: `1` of a number field is a double, lists may be sets. */

import type { ApiSchema } from '../../kubernetes/facts.ts';
import { parseDuration } from '../../manifest/duration.ts';
import { isRecord } from '../../manifest/object.ts';
import { equalTo, type OwnEquality } from '../value/equality.ts';
import { fromJson, JsonList, JsonMap } from '../value/json.ts';
import { parseTimestamp } from '../value/time.ts';
import {
  anyOf,
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  noSuchOverload,
  type Result,
  Undecided,
  type Value,
} from '../value/value.ts';
import { escapeName, unescapeName } from './escape.ts';
import { type Structural, structural } from './structural.ts';

const refusedNull = new CelError('invalid data, got null for schema with nullable=false');

/** @param isRoot Whether it is a whole custom resource. */
export function fromSchema(json: unknown, schema: ApiSchema, isRoot = false): Result {
  const shape = structural(schema, isRoot);
  if (json === null || json === undefined) return shape.nullable ? null : refusedNull;
  if (shape.isIntOrString) {
    const value = fromJson(json);
    return typeof value === 'string' || typeof value === 'bigint' ? value : mismatch('a string or integer');
  }
  switch (shape.type) {
    case 'object':
      return isRecord(json) ? new TypedMap(json, shape) : mismatch('a map');
    case 'array':
      return listOf(json, shape);
    case 'string':
      return typeof json === 'string' ? fromText(json, shape.format) : mismatch('a string');
    case 'boolean':
      return typeof json === 'boolean' ? json : mismatch('a bool');
    case 'number':
      return typeof json === 'number' || typeof json === 'bigint' ? Number(json) : mismatch('a number');
    case 'integer': {
      const value = fromJson(json);
      return typeof value === 'bigint' ? value : mismatch('an int');
    }
    default:
      throw new Undecided('a field without a type is used');
  }
}

/** Objects are validated before rules see them, so that this is met in objects that are invalid anyway. */
function mismatch(expected: string): CelError {
  return new CelError(`invalid data, expected ${expected}`);
}

function fromText(text: string, format: string | undefined): Result {
  switch (format) {
    case 'byte':
      return Uint8Array.from(Buffer.from(text, 'base64'));
    case 'date':
      return parseTimestamp(`${text}T00:00:00Z`) ?? unread(text, format);
    case 'date-time':
      return parseTimestamp(text) ?? unread(text, format);
    case 'duration': {
      const nanoseconds = parseDuration(text);
      return nanoseconds === undefined ? unread(text, format) : new Duration(nanoseconds);
    }
    default:
      return text;
  }
}

function unread(text: string, format: string): never {
  throw new Undecided(`'${text}' may be a ${format} to the API server`);
}

function listOf(json: unknown, shape: Structural): Result {
  if (!Array.isArray(json) || shape.items === undefined) return mismatch('an array');
  if (shape.listType === 'set') return new SetList(json, shape.items);
  if (shape.listType === 'map') return new MapList(json, shape.items, shape.listKeys);
  return new TypedList(json, shape.items);
}

/** What a value was made of, to be put into a list with a schema. */
function toJson(value: Result): unknown {
  if (
    value instanceof TypedMap ||
    value instanceof TypedList ||
    value instanceof JsonMap ||
    value instanceof JsonList
  ) {
    return value.json;
  }
  if (typeof value === 'object' && value !== null) {
    throw new Undecided('a value without a schema is put into a list that has one');
  }
  return value;
}

class TypedList extends ListValue implements OwnEquality {
  readonly json: readonly unknown[];
  readonly itemSchema: ApiSchema;

  constructor(json: readonly unknown[], itemSchema: ApiSchema) {
    super();
    this.json = json;
    this.itemSchema = itemSchema;
  }

  get size(): number {
    return this.json.length;
  }

  at(index: number): Result {
    return fromSchema(this.json[index], this.itemSchema);
  }

  override add(other: ListValue): Result {
    return new TypedList([...this.json, ...jsonOf(other)], this.itemSchema);
  }

  equals(other: Value): boolean | CelError {
    if (!(other instanceof ListValue)) return noSuchOverload;
    if (other.size !== this.size) return false;
    for (let index = 0; index < this.size; index += 1) {
      const same = equalResults(this.at(index), other.at(index));
      if (same !== true) return same;
    }
    return true;
  }
}

function jsonOf(list: ListValue): unknown[] {
  return [...list.items()].map(toJson);
}

function equalResults(a: Result, b: Result): boolean | CelError {
  if (isError(a)) return a;
  return isError(b) ? b : equalTo(a, b);
}

/** `x-kubernetes-list-type: set`: order does not count, and additions are unions. */
class SetList extends TypedList {
  override add(other: ListValue): Result {
    const union = new Set([...this.json, ...jsonOf(other)].map(normalized));
    return new SetList([...union], this.itemSchema);
  }

  override equals(other: Value): boolean | CelError {
    if (!(other instanceof ListValue)) return noSuchOverload;
    if (other.size !== this.size) return false;
    const own = new Set(this.json.map(normalized));
    return jsonOf(other).every((item) => own.has(normalized(item)));
  }
}

/** `x-kubernetes-list-type: map`: items with the same keys are one item, the later one. */
class MapList extends TypedList {
  readonly #keys: readonly string[];

  constructor(json: readonly unknown[], itemSchema: ApiSchema, keys: readonly string[]) {
    super(json, itemSchema);
    this.#keys = keys;
  }

  #keyOf(item: unknown): string {
    const record = isRecord(item) ? item : {};
    return JSON.stringify(
      this.#keys.map((key) => normalized(record[key]) ?? null),
      (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    );
  }

  override add(other: ListValue): Result {
    const merged = new Map([...this.json, ...jsonOf(other)].map((item) => [this.#keyOf(item), item]));
    return new MapList([...merged.values()], this.itemSchema, this.#keys);
  }

  override equals(other: Value): boolean | CelError {
    if (!(other instanceof ListValue)) return noSuchOverload;
    if (other.size !== this.size) return false;
    const own = new Map(this.json.map((item) => [this.#keyOf(item), item]));
    for (const item of other.items()) {
      const key = this.#keyOf(toJson(item));
      if (!own.has(key)) return false;
      const same = equalResults(fromSchema(own.get(key), this.itemSchema), item);
      if (same !== true) return same;
    }
    return true;
  }
}

/** Whole numbers in one form, whether they were read or worked out. */
function normalized(json: unknown): unknown {
  return typeof json === 'number' && Number.isSafeInteger(json) ? BigInt(json) : json;
}

class TypedMap extends MapValue implements OwnEquality {
  readonly json: Readonly<Record<string, unknown>>;
  readonly #shape: Structural;

  constructor(json: Readonly<Record<string, unknown>>, shape: Structural) {
    super();
    this.json = json;
    this.#shape = shape;
  }

  get size(): number {
    return Object.keys(this.json).length;
  }

  #schemaOf(name: string): ApiSchema | undefined {
    return this.#shape.properties === undefined ? this.#shape.values : this.#shape.properties.get(name);
  }

  *keys(): Iterable<Value> {
    const isObject = this.#shape.properties !== undefined;
    for (const name of Object.keys(this.json)) {
      if (this.#schemaOf(name) !== undefined) yield isObject ? (escapeName(name) ?? name) : name;
    }
  }

  find(key: Value): Result | undefined {
    if (typeof key !== 'string') return noSuchOverload;
    const isObject = this.#shape.properties !== undefined;
    const name = isObject ? unescapeName(key) : key;
    if (name === undefined || !Object.hasOwn(this.json, name)) return undefined;
    const schema = this.#schemaOf(name);
    // Fields of an object that are null are as if they were not there.
    if (schema === undefined || (isObject && this.json[name] === null)) return undefined;
    return fromSchema(this.json[name], schema);
  }

  equals(other: Value): boolean | CelError {
    if (!(other instanceof MapValue)) return noSuchOverload;
    if (other.size !== this.size) return false;
    const differences = Object.keys(this.json)
      .map((name) => this.#isSame(name, other))
      .filter((same) => same !== true);
    const errors = differences.filter((same) => isError(same));
    if (errors.length > 0 && errors.length < differences.length)
      throw new Undecided(
        'one entry of a map differs, another cannot be compared, and which is met first is random',
      );
    return anyOf(errors) ?? differences.length === 0;
  }

  #isSame(name: string, other: MapValue): boolean | CelError {
    if (this.#schemaOf(name) === undefined)
      throw new Undecided('fields that the schema does not know are compared');
    const [own, theirs] = [this.find(name), other.find(name)];
    if (own === undefined || theirs === undefined) return own === theirs;
    return equalResults(own, theirs);
  }
}

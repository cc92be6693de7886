/**
 * Values of JSON, as the API server's unstructured objects become values: whole numbers are ints, others doubles. Lists
 * and maps are converted as far as they are looked into.
 */
import { isRecord } from '../../manifest/object.ts';
import { ListValue, MapValue, type Result, Undecided, type Value } from './value.ts';

/**
 * @param json What `JSON.parse` or a YAML reader gives; bigints are whole numbers beyond what a number holds exactly.
 */
export function fromJson(json: unknown): Value {
  switch (typeof json) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return json;
    case 'number':
      return fromNumber(json);
    default:
      if (Array.isArray(json)) return new JsonList(json);
      return isRecord(json) ? new JsonMap(json) : null;
  }
}

function fromNumber(number: number): Value {
  if (!Number.isInteger(number)) return number;
  if (!Number.isSafeInteger(number)) {
    throw new Undecided(`the number ${number} may have lost digits when it was read`);
  }
  return BigInt(number);
}

export class JsonList extends ListValue {
  readonly json: readonly unknown[];

  constructor(json: readonly unknown[]) {
    super();
    this.json = json;
  }

  get size(): number {
    return this.json.length;
  }

  at(index: number): Value {
    return fromJson(this.json[index]);
  }
}

/** Of a map that may have other keys than those that are listed: says why that is not known. */
export const unknownKeys: unique symbol = Symbol('unknown keys');

export class JsonMap extends MapValue {
  readonly json: Readonly<Record<string, unknown>>;

  constructor(json: Readonly<Record<string, unknown>>) {
    super();
    this.json = json;
  }

  get size(): number {
    return this.keys().length;
  }

  override get sizeBounds(): readonly [least: number, most: number] {
    if (this.#unknown === undefined) return [this.size, this.size];
    const fields = Object.values(Object.getOwnPropertyDescriptors(this.json));
    // Of what is not known by its value, it may not be known either whether it is there.
    return [fields.filter((field) => field.enumerable === true && 'value' in field).length, Infinity];
  }

  keys(): readonly string[] {
    const reason = this.#unknown;
    if (reason !== undefined) throw new Undecided(reason);
    return Object.keys(this.json);
  }

  get #unknown(): string | undefined {
    return (this.json as { readonly [unknownKeys]?: string })[unknownKeys];
  }

  find(key: Value): Result | undefined {
    if (typeof key !== 'string' || !Object.hasOwn(this.json, key)) return undefined;
    return fromJson(this.json[key]);
  }
}

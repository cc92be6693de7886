/**
 * Which part of the old object a part of the new one was, for rules about changes, and for the API server's leniency
 * towards what does not change. Source: Kubernetes 1.34, `apiserver/pkg/cel/common/{equality,maplist}.go`.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import { structural } from '../schema/structural.ts';

/** Finds the old item with the keys of a new one, in lists of `x-kubernetes-list-type: map`; no other items correspond. */
export function oldItemFinder(schema: ApiSchema, old: unknown): (item: unknown) => unknown {
  const { listType, listKeys } = structural(schema);
  if (listType !== 'map' || listKeys.length === 0 || !Array.isArray(old)) return () => undefined;
  const byKeys = new Map<string, unknown>();
  for (const item of old as unknown[]) {
    const keys = keysOf(item, listKeys);
    if (keys !== undefined && !byKeys.has(keys)) byKeys.set(keys, item);
  }
  return (item) => {
    const keys = keysOf(item, listKeys);
    return keys === undefined ? undefined : byKeys.get(keys);
  };
}

function keysOf(item: unknown, names: readonly string[]): string | undefined {
  if (!isRecord(item)) return undefined;
  const keys = names.map((name) => item[name]);
  if (keys.some((key) => key === undefined || typeof key === 'object')) return undefined;
  return JSON.stringify(keys.map((key) => (typeof key === 'bigint' ? Number(key) : key)));
}

/** A value, and what it was. */
export class Correlation {
  readonly #value: unknown;
  readonly #old: unknown;
  readonly #schema: ApiSchema;
  #findOldItem: ((item: unknown) => unknown) | undefined;
  #isSame: boolean | undefined;

  constructor(value: unknown, old: unknown, schema: ApiSchema) {
    this.#value = value;
    this.#old = old;
    this.#schema = schema;
  }

  /** `undefined` unless both have the field, and the schema knows it. */
  field(name: string): Correlation | undefined {
    if (!isRecord(this.#value) || !isRecord(this.#old)) return undefined;
    if (!Object.hasOwn(this.#value, name) || !Object.hasOwn(this.#old, name)) return undefined;
    const properties = this.#schema['properties'];
    const known = isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const schema = known ?? this.#schema['additionalProperties'];
    return isRecord(schema) ? new Correlation(this.#value[name], this.#old[name], schema) : undefined;
  }

  /** `undefined` for items that correspond to none. */
  item(index: number): Correlation | undefined {
    const items = this.#schema['items'];
    if (!Array.isArray(this.#value) || !isRecord(items)) return undefined;
    this.#findOldItem ??= oldItemFinder(this.#schema, this.#old);
    const old = this.#findOldItem(this.#value[index]);
    return old === undefined ? undefined : new Correlation(this.#value[index], old, items);
  }

  /** Whether the value is what it was. Where the API server cannot tell, it is not. */
  get isUnchanged(): boolean {
    this.#isSame ??= this.#compare();
    return this.#isSame;
  }

  #compare(): boolean {
    const [value, old] = [this.#value, this.#old];
    if (Array.isArray(value) && Array.isArray(old)) {
      if (value.length !== old.length) return false;
      if (structural(this.#schema).listType !== 'map') return isDeepStrictEqual(value, old);
      return value.every((_item, index) => this.item(index)?.isUnchanged === true);
    }
    if (isRecord(value) && isRecord(old)) {
      const names = Object.keys(value);
      if (names.length !== Object.keys(old).length) return false;
      return names.every((name) => this.field(name)?.isUnchanged === true);
    }
    return isDeepStrictEqual(value, old);
  }
}

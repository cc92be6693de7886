import { losslessInt, losslessUint } from './number.ts';
import { MapValue, Opaque, type Result, Uint, Undecided, type Value } from './value.ts';

/** A map that an expression builds. Ints, uints and doubles of one value are different keys, and find one another. */
export class EntryMap extends MapValue {
  readonly #entries: ReadonlyMap<unknown, readonly [key: Value, value: Value]>;

  constructor(entries: Iterable<readonly [key: Value, value: Value]>) {
    super();
    this.#entries = new Map([...entries].map((entry) => [hashOf(entry[0]), entry]));
  }

  get size(): number {
    return this.#entries.size;
  }

  *keys(): Iterable<Value> {
    for (const [key] of this.#entries.values()) yield key;
  }

  find(key: Value): Result | undefined {
    const found = this.#entries.get(hashOf(key));
    if (found !== undefined) return found[1];
    for (const alike of sameNumbers(key)) {
      const entry = this.#entries.get(hashOf(alike));
      if (entry !== undefined) return entry[1];
    }
    return undefined;
  }
}

/** What equals itself exactly for keys that are equal; keys that are no scalars are only equal to themselves. */
export function hashOf(key: Value): unknown {
  switch (typeof key) {
    case 'string':
      return `s${key}`;
    case 'number':
      return Number.isNaN(key) ? {} : `d${Object.is(key, -0) ? 0 : key}`;
    case 'bigint':
    case 'boolean':
      return key;
    default:
      if (key instanceof Uint8Array || key instanceof Opaque) {
        throw new Undecided('a value that is no scalar is used as a key');
      }
      return key instanceof Uint ? `u${key.value}` : key;
  }
}

/** A number as the other number types that hold it exactly. */
function sameNumbers(key: Value): Value[] {
  if (typeof key === 'bigint') return key >= 0n ? [new Uint(key)] : [];
  if (key instanceof Uint) return key.value < 2n ** 63n ? [key.value] : [];
  if (typeof key !== 'number') return [];
  const int = losslessInt(key);
  const uint = losslessUint(key);
  return [...(int === undefined ? [] : [int]), ...(uint === undefined ? [] : [new Uint(uint)])];
}

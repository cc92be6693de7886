import { MapValue, type Result, type Value } from './value.ts';

type Names = Pick<ReadonlySet<string>, 'has' | 'keys' | 'size'>;

/** Named values that are worked out when they are first asked for, and once: a policy's `variables`. */
export class LazyMap extends MapValue {
  readonly #names: Names;
  readonly #make: (name: string) => Result;
  readonly #made = new Map<string, Result>();
  readonly #typeName: string;

  /** @param make called once for each name that is asked for */
  constructor(typeName: string, names: Names, make: (name: string) => Result) {
    super();
    this.#typeName = typeName;
    this.#names = names;
    this.#make = make;
  }

  override get typeName(): string {
    return this.#typeName;
  }

  get size(): number {
    return this.#names.size;
  }

  keys(): Iterable<Value> {
    return this.#names.keys();
  }

  find(key: Value): Result | undefined {
    if (typeof key !== 'string' || !this.#names.has(key)) return undefined;
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#make(key);
      this.#made.set(key, made);
    }
    return made;
  }
}

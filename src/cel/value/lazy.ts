import { MapValue, type Result, type Value } from './value.ts';

/** Named values that are worked out when they are first asked for, and once: a policy's `variables`. */
export class LazyMap extends MapValue {
  readonly #makers: ReadonlyMap<string, () => Result>;
  readonly #made = new Map<string, Result>();
  readonly #typeName: string;

  constructor(typeName: string, makers: ReadonlyMap<string, () => Result>) {
    super();
    this.#typeName = typeName;
    this.#makers = makers;
  }

  override get typeName(): string {
    return this.#typeName;
  }

  get size(): number {
    return this.#makers.size;
  }

  keys(): Iterable<Value> {
    return this.#makers.keys();
  }

  find(key: Value): Result | undefined {
    const make = typeof key === 'string' ? this.#makers.get(key) : undefined;
    if (make === undefined || typeof key !== 'string') return undefined;
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }
}

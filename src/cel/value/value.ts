/**
 * CEL's values. An int is a bigint, a double a number, bytes a Uint8Array; what JavaScript has no type for is a class
 * here. Errors are values too, because `||` and `&&` may absorb them.
 */
import {
  boolType,
  bytesType,
  doubleType,
  intType,
  nullType,
  stringType,
  type Type,
  uintType,
} from '../type.ts';

/** What can be written down in an expression. */
export type Literal = null | boolean | bigint | number | string | Uint | Uint8Array;

export type Value =
  | Literal
  | Duration
  | ListValue
  | MapValue
  | Opaque
  | OptionalValue
  | Timestamp
  | TypeValue;

/** A value, or why there is none. */
export type Result = CelError | Value;

/** An error at run time, worded as the API server words it. */
export class CelError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Thrown where this engine cannot be certain of what the API server would do. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

export class Duration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

export class Timestamp {
  /** Since 1970. */
  readonly nanoseconds: bigint;
  /** Zone in which it was written, which `string()` shows. */
  readonly offsetSeconds: number;

  constructor(nanoseconds: bigint, offsetSeconds = 0) {
    this.nanoseconds = nanoseconds;
    this.offsetSeconds = offsetSeconds;
  }
}

/** A type as a value, what `type(x)` gives. */
export class TypeValue {
  readonly typeName: string;

  constructor(typeName: string) {
    this.typeName = typeName;
  }
}

export class OptionalValue {
  static readonly none = new OptionalValue();
  readonly value: Value | undefined;

  constructor(value?: Value) {
    this.value = value;
  }
}

/** A value of one of Kubernetes' own types, which only its own functions look into. */
export abstract class Opaque {
  abstract readonly typeName: string;
  /** Only called with a value of the same type. */
  abstract equals(other: Opaque): boolean | CelError;
  /** What `size` counts when costs are reckoned. */
  readonly size: number = 1;
}

/** A list. Elements are made into values when they are asked for. */
export abstract class ListValue {
  abstract readonly size: number;
  /** The index is within the list. */
  abstract at(index: number): Result;

  /** Concatenation. */
  add(other: ListValue): Result {
    if (this.size === 0) return other;
    if (other.size === 0) return this;
    const elements = [...inAnyOrder(this), ...inAnyOrder(other)] as Value[];
    return other instanceof UnorderedList ? new UnorderedList(elements) : new ArrayList(elements);
  }

  *items(): IterableIterator<Result> {
    for (let index = 0; index < this.size; index += 1) yield this.at(index);
  }
}

export class ArrayList extends ListValue {
  readonly elements: readonly Value[];

  constructor(elements: readonly Value[]) {
    super();
    this.elements = elements;
  }

  get size(): number {
    return this.elements.length;
  }

  at(index: number): Value {
    return this.elements[index] as Value;
  }
}

/**
 * A list that was made from a map, in the order in which Go goes through maps: another one each time. Only what comes to
 * the same in every order may see the elements, by `inAnyOrder`.
 */
export class UnorderedList extends ListValue {
  readonly elements: readonly Value[];

  constructor(elements: readonly Value[]) {
    super();
    this.elements = elements;
  }

  get size(): number {
    return this.elements.length;
  }

  at(): never {
    throw new Undecided('the order of a list that is made from a map is random');
  }

  override add(other: ListValue): UnorderedList {
    return new UnorderedList([...this.elements, ...inAnyOrder(other)] as Value[]);
  }
}

/** Elements, for what does not depend on their order. */
export function inAnyOrder(list: ListValue): Iterable<Result> {
  return list instanceof UnorderedList || list instanceof ArrayList ? list.elements : list.items();
}

/** A map. Values are made when they are asked for. */
export abstract class MapValue {
  abstract readonly size: number;
  abstract keys(): Iterable<Value>;

  /** How many entries there are at least and at most, where that is not known for certain. */
  get sizeBounds(): readonly [least: number, most: number] {
    return [this.size, this.size];
  }

  /** `undefined` when there is no such key. */
  abstract find(key: Value): Result | undefined;

  /** What the map's type is called, e.g. in `type(x)`. */
  get typeName(): string {
    return 'map';
  }
}

const typeNames = {
  bigint: intType.name,
  boolean: boolType.name,
  number: doubleType.name,
  string: stringType.name,
} as const;

/** Name of a value's type at run time. */
export function typeNameOf(value: Value): string {
  switch (typeof value) {
    case 'bigint':
    case 'boolean':
    case 'number':
    case 'string':
      return typeNames[typeof value as keyof typeof typeNames];
    default:
      return typeNameOfObject(value);
  }
}

function typeNameOfObject(value: Exclude<Value, bigint | boolean | number | string>): string {
  if (value === null) return nullType.name;
  if (value instanceof MapValue || value instanceof Opaque) return value.typeName;
  if (value instanceof ListValue) return 'list';
  if (value instanceof Uint) return uintType.name;
  if (value instanceof Uint8Array) return bytesType.name;
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  return value instanceof OptionalValue ? 'optional_type' : 'type';
}

export function literalType(value: Literal): Type {
  if (value === null) return nullType;
  if (value instanceof Uint) return uintType;
  if (value instanceof Uint8Array) return bytesType;
  return { bigint: intType, boolean: boolType, number: doubleType, string: stringType }[
    typeof value as 'bigint' | 'boolean' | 'number' | 'string'
  ];
}

export function isError(result: unknown): result is CelError {
  return result instanceof CelError;
}

/**
 * The error among those that entries of a map come to, where Go would meet another one first each time.
 *
 * @throws Undecided if they differ
 */
export function anyOf([first, ...others]: readonly CelError[]): CelError | undefined {
  if (others.some(({ message }) => message !== first?.message))
    throw new Undecided('entries of a map come to different errors, and which is met first is random');
  return first;
}

export const noSuchOverload = new CelError('no such overload');

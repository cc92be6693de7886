/** What one selection finds: `.b`, `[b]`, `.?b`, `[?b]`. */
import { JsonList, JsonMap } from '../value/json.ts';
import { losslessInt } from '../value/number.ts';
import { showValue } from '../value/text.ts';
import {
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
  Opaque,
  OptionalValue,
  type Result,
  Timestamp,
  TypeValue,
  typeNameOf,
  Uint,
  type Value,
} from '../value/value.ts';

/** @returns `undefined` when the key or index is not there. */
export function find(holder: Value, key: Value): Result | undefined {
  if (holder instanceof MapValue) return holder.find(key);
  if (!(holder instanceof ListValue)) return undefined;
  const index = indexOf(key);
  if (isError(index)) return index;
  return index >= 0n && index < holder.size ? holder.at(Number(index)) : undefined;
}

function indexOf(key: Value): bigint | CelError {
  if (typeof key === 'bigint') return key;
  if (key instanceof Uint && key.value < 2n ** 63n) return key.value;
  const int = typeof key === 'number' ? losslessInt(key) : undefined;
  if (int !== undefined) return int;
  if (typeof key === 'number' || key instanceof Uint) {
    return new CelError(`unsupported index value ${showValue(key)} in list`);
  }
  return new CelError(`unsupported index type '${typeNameOf(key)}' in list`);
}

export function missing(holder: Value, key: Value): CelError {
  const what = holder instanceof ListValue ? 'index out of bounds' : 'no such key';
  return new CelError(`${what}: ${showValue(key)}`);
}

/** Go's names of the types whose values cannot be keys. */
const goTypes: readonly (readonly [type: abstract new (...args: never[]) => object, name: string])[] = [
  [JsonList, '[]interface {}'],
  [JsonMap, 'map[string]interface {}'],
  [ListValue, '*types.baseList'],
  [MapValue, '*types.baseMap'],
  [Uint8Array, 'types.Bytes'],
  [Timestamp, 'types.Timestamp'],
  [Duration, 'types.Duration'],
  [TypeValue, '*types.Type'],
  [OptionalValue, '*types.Optional'],
];

/** Why a value cannot be a key; `undefined` if it can. Null has another name where it is written down. */
export function invalidKey(key: Value, nullName = '<nil>'): CelError | undefined {
  const name =
    key === null
      ? nullName
      : key instanceof Opaque
        ? `cel.${key.typeName.replace(/^.*\./, '').replace('NamedFormat', 'Format')}`
        : goTypes.find(([type]) => key instanceof type)?.[1];
  return name === undefined ? undefined : new CelError(`invalid qualifier type: ${name}`);
}

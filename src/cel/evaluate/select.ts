/** What one selection finds: `.b`, `[b]`, `.?b`, `[?b]`. */
import { losslessInt } from '../value/number.ts';
import { showValue } from '../value/text.ts';
import {
  CelError,
  Duration,
  isError,
  ListValue,
  MapValue,
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

/** Values that cannot be keys; their Go types stand in the error. */
export function invalidKey(key: Value): CelError | undefined {
  const goType =
    key instanceof ListValue
      ? '*types.baseList'
      : key instanceof MapValue
        ? '*types.baseMap'
        : key === null
          ? 'types.Null'
          : key instanceof Uint8Array
            ? 'types.Bytes'
            : key instanceof Timestamp
              ? 'types.Timestamp'
              : key instanceof Duration
                ? 'types.Duration'
                : key instanceof TypeValue
                  ? '*types.Type'
                  : key instanceof OptionalValue
                    ? '*types.Optional'
                    : undefined;
  return goType === undefined ? undefined : new CelError(`invalid qualifier type: ${goType}`);
}

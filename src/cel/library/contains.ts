import { equalTo } from '../value/equality.ts';
import {
  inAnyOrder,
  isError,
  ListValue,
  MapValue,
  noSuchOverload,
  type Result,
  type Value,
} from '../value/value.ts';

/** `item in container`: elements of a list, keys of a map. */
export function contains(item: Value, container: Value): Result {
  if (container instanceof ListValue) return listContains(container, item);
  if (!(container instanceof MapValue)) return noSuchOverload;
  const found = container.find(item);
  return found !== undefined && isError(found) ? found : found !== undefined;
}

export function listContains(list: ListValue, item: Value): boolean {
  for (const element of inAnyOrder(list)) {
    if (!isError(element) && equalTo(item, element) === true) return true;
  }
  return false;
}

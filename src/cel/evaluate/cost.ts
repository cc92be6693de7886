/** What operations cost at run time, in the API server's units (cel-go's `runtimecost.go`, Kubernetes' `cost.go`). */
import type { CallCost } from '../library/declare.ts';
import { codePoints } from '../value/text.ts';
import {
  inAnyOrder,
  isError,
  ListValue,
  MapValue,
  Opaque,
  OptionalValue,
  type Result,
} from '../value/value.ts';

export const listCost = 10;
export const mapCost = 30;

const traversalFactor = 0.1;
const regexFactor = 0.25;

/** Elements, code points or bytes; 1 for what has no size. */
export function sizeOf(result: Result | undefined): number {
  if (result === undefined || result === null || isError(result)) return 1;
  if (typeof result === 'string') return codePoints(result);
  if (result instanceof Uint8Array) return result.length;
  if (result instanceof OptionalValue) return result.value === undefined ? 1 : sizeOf(result.value);
  return result instanceof ListValue || result instanceof MapValue || result instanceof Opaque
    ? result.size
    : 1;
}

/** Going through a text of so many code points. */
export function traversal(size: number): number {
  return Math.ceil(size * traversalFactor);
}

export function regexCost(textSize: number, patternSize: number): number {
  return Math.ceil((1 + textSize) * traversalFactor) * Math.ceil(patternSize * regexFactor);
}

/** Cost by the size of the first argument. */
function perSize(factor: number): CallCost {
  return ([first]) => Math.ceil(sizeOf(first) * factor);
}

/** Of functions that read their first argument once, e.g. to parse it. */
export const oneTraversal: CallCost = perSize(traversalFactor);
export const twoTraversals: CallCost = perSize(2 * traversalFactor);

/** Of functions that go through a list or text, whatever is in it. */
export const wholeTraversal: CallCost = ([first]) => wholeSize(first);

function wholeSize(result: Result | undefined): number {
  if (typeof result === 'string') return Math.trunc(Buffer.byteLength(result) * traversalFactor);
  if (result instanceof Uint8Array) return Math.trunc(result.length * traversalFactor);
  let cost = 0;
  if (result instanceof ListValue) {
    for (const item of inAnyOrder(result)) cost += wholeSize(item);
    return cost;
  }
  if (!(result instanceof MapValue)) return 1;
  for (const key of result.keys()) cost += wholeSize(key) + wholeSize(result.find(key));
  return cost;
}

const smaller: CallCost = ([a, b]) => traversal(Math.min(sizeOf(a), sizeOf(b)));
const sum: CallCost = ([a, b]) => traversal(sizeOf(a) + sizeOf(b));

const byOverload: Readonly<Record<string, CallCost>> = {
  starts_with_string: oneTraversal,
  ends_with_string: oneTraversal,
  string_to_bytes: oneTraversal,
  bytes_to_string: oneTraversal,
  strings_quote: oneTraversal,
  string_format: oneTraversal,
  in_list: ([, list]) => sizeOf(list),
  ...Object.fromEntries(
    ['less', 'less_equals', 'greater', 'greater_equals'].flatMap((order) => [
      [`${order}_string`, smaller],
      [`${order}_bytes`, smaller],
    ]),
  ),
  add_string: sum,
  add_bytes: sum,
  matches_string: ([text, pattern]) => regexCost(sizeOf(text), sizeOf(pattern)),
  contains_string: ([text, part]) => traversal(sizeOf(text)) * traversal(sizeOf(part)),
};

/** Of the standard library's overloads: one unit where nothing else is said. */
export function standardCost(overloadId: string | undefined): CallCost | undefined {
  return overloadId === undefined || !Object.hasOwn(byOverload, overloadId)
    ? undefined
    : byOverload[overloadId];
}

/** `a == b` and `a != b`. */
export function equalityCost(a: Result, b: Result, operator: string): number {
  if (operator === '_==_' && a instanceof Opaque) return 1;
  if (a instanceof MapValue || b instanceof MapValue) {
    // However many entries an object has, to compare it with null costs the same.
    const [leastOfA, mostOfA] = boundsOf(a);
    const [leastOfB, mostOfB] = boundsOf(b);
    const least = traversal(Math.min(leastOfA, leastOfB));
    if (least === traversal(Math.min(mostOfA, mostOfB))) return least;
  }
  return traversal(Math.min(sizeOf(a), sizeOf(b)));
}

function boundsOf(result: Result): readonly [least: number, most: number] {
  if (result instanceof MapValue) return result.sizeBounds;
  const size = sizeOf(result);
  return [size, size];
}

import { hashOf } from '../value/map.ts';
import { losslessInt, losslessUint } from '../value/number.ts';
import { type ArrayList, isError, Uint, type Value } from '../value/value.ts';
import type { Run, Step } from './frame.ts';

/** `x in ['a', 'b']` with constants only: looked up, at no cost; `undefined` when an element is no plain scalar. */
export function membership(item: Run, list: ArrayList): Step | undefined {
  const members = new Set<unknown>();
  for (const element of list.elements) {
    if (element === null || (typeof element === 'object' && !(element instanceof Uint))) return undefined;
    for (const alike of [element, ...otherForms(element)]) members.add(hashOf(alike));
  }
  if (members.size === 0) return { run: () => false, constant: false };
  return {
    run: (frame) => {
      const value = item(frame);
      if (isError(value)) return value;
      return members.has(hashOf(value));
    },
  };
}

/** Numbers of other types that the member equals. */
function otherForms(element: Value): Value[] {
  if (typeof element === 'bigint') return [Number(element), ...(element < 0n ? [] : [new Uint(element)])];
  if (element instanceof Uint) {
    return [Number(element.value), ...(element.value < 2n ** 63n ? [element.value] : [])];
  }
  if (typeof element !== 'number') return [];
  const [int, uint] = [losslessInt(element), losslessUint(element)];
  return [...(int === undefined ? [] : [int]), ...(uint === undefined ? [] : [new Uint(uint)])];
}

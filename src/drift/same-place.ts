import { isDeepStrictEqual } from 'node:util';
import { itemKey, listKind } from '../diff/list-kind.ts';
import type { Shape } from '../diff/shape.ts';
import { isRecord } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';

/**
 * The same place in another version of an object, where items of lists may stand elsewhere: by what tells them apart,
 * else by their index.
 *
 * @param path leads into `from`
 * @returns leads into `to`; to behind the end of a list that does not have the item
 */
export function samePlace(from: unknown, to: unknown, path: Path, shape: Shape): Path {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  if (typeof step === 'string') {
    const [a, b] = [from, to].map((value) => (isRecord(value) ? value[step] : undefined));
    return [step, ...samePlace(a, b, rest, shape.field(step))];
  }
  const [before, after] = [from, to].map((value): readonly unknown[] => (Array.isArray(value) ? value : []));
  const index = indexOf(before?.[step], after ?? [], step, shape);
  return [index, ...samePlace(before?.[step], after?.[index], rest, shape.item)];
}

function indexOf(item: unknown, list: readonly unknown[], index: number, shape: Shape): number {
  const { keys } = listKind(shape, list);
  if (keys.length === 0) return index;
  const nameOf = (each: unknown): unknown => (keys === 'content' ? each : itemKey(each, shape, keys));
  const found = list.findIndex((each) => isDeepStrictEqual(nameOf(each), nameOf(item)));
  return found === -1 ? list.length : found;
}

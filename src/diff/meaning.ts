import { isRecord } from '../manifest/object.ts';
import { listKind } from './list-kind.ts';
import { scalarKey } from './scalar.ts';
import type { Shape } from './shape.ts';

/** A text that is the same for values that mean the same at a place, whatever the order of what has none. */
export function meaningOf(value: unknown, shape: Shape): string {
  if (value === null && isBuiltinList(shape)) return '[]';
  if (Array.isArray(value)) {
    const items = value.map((item) => meaningOf(item, shape.item));
    const { ordered } = listKind(shape, value);
    return `[${(ordered ? items : items.toSorted()).join(',')}]`;
  }
  if (!isRecord(value)) return scalarKey(value, shape);
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${meaningOf(value[name], shape.field(name))}`);
  return `{${fields.join(',')}}`;
}

/** The API server stores built-in kinds as protobuf, in which no list and an empty one are the same. */
function isBuiltinList({ node }: Shape): boolean {
  return node?.mode === 'builtin' && node.items !== undefined;
}

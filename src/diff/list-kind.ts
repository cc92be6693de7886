import { isRecord } from '../manifest/object.ts';
import type { Shape } from './shape.ts';

export interface ListKind {
  /** Fields that tell items apart, `content` if all of an item does, none if only its place does. */
  readonly keys: readonly string[] | 'content';
  /** Whether a different order is a difference. */
  readonly ordered: boolean;
}

/**
 * How the API server merges a list: by `x-kubernetes-list-type` (map and set), or by the merge key of kubectl's patches
 * where there is no type. Its order then means nothing, except that containers that start one after the other do so in
 * this order, and that a variable refers to those before it. All other lists are one value, of which order is a part,
 * but for metrics of a scaler, of which the one that asks for most pods counts (pkg/controller/podautoscaler).
 */
export function listKind(shape: Shape, ...lists: readonly (readonly unknown[])[]): ListKind {
  const schema = shape.node?.schema ?? {};
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { keys: 'content', ordered: false };
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? (typeof mergeKey === 'string' ? [mergeKey] : []);
  if (!isNames(keys) || keys.length === 0)
    return { keys: [], ordered: shape.node?.items?.definition !== 'autoscaling.v2.MetricSpec' };
  return {
    keys,
    ordered: shape.name === 'initContainers' || lists.some((list) => refersToOthers(shape, list)),
  };
}

/** The fields of an item that tell it apart, missing ones by their defaults; `undefined` for what is no map. */
export function itemKey(
  item: unknown,
  shape: Shape,
  keys: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(item)) return undefined;
  const value = (key: string): unknown => item[key] ?? shape.item.field(key).node?.schema['default'];
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

function refersToOthers({ name }: Shape, list: readonly unknown[]): boolean {
  if (name !== 'env') return false;
  return list.some(
    (item) => isRecord(item) && typeof item['value'] === 'string' && item['value'].includes('$('),
  );
}

function isNames(keys: unknown): keys is readonly string[] {
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string');
}

import { isRecord } from '../manifest/object.ts';
import { quote } from './describe.ts';
import type { SchemaNode } from './node.ts';
import type { Problems } from './problems.ts';
import { wrongType } from './scalars.ts';

/**
 * Uniqueness in lists of `x-kubernetes-list-type` set and map. In custom resources every write checks it; in built-in
 * ones server-side apply does, with keys that are missing taken from their defaults (a port's protocol is TCP).
 *
 * @param list after defaulting
 */
export function checkUniqueness(list: readonly unknown[], node: SchemaNode, problems: Problems): void {
  const type = node.schema['x-kubernetes-list-type'];
  if (type === 'set')
    reportDuplicates(
      list,
      (item) => quoteWhole(item),
      (item) => quote(item),
      problems,
    );
  if (type !== 'map') return;
  const given = node.schema['x-kubernetes-list-map-keys'];
  const keys: readonly string[] = Array.isArray(given) ? given : [];
  const keyOf = (item: unknown): Record<string, unknown> => keyFields(item, keys, node);
  for (const [index, item] of list.entries()) {
    if (!isRecord(item) && item !== null) problems.addAt(index, wrongType(item, 'object'));
  }
  reportDuplicates(
    list,
    (item) => {
      const fields = keyOf(item);
      return keys.map((key) => quoteWhole(fields[key] ?? null)).join();
    },
    (item) => readable(keyOf(item)),
    problems,
  );
}

function reportDuplicates(
  list: readonly unknown[],
  identity: (item: unknown) => string,
  describeItem: (item: unknown) => string,
  problems: Problems,
): void {
  const firstIndex = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const id = identity(item);
    const first = firstIndex.get(id);
    if (first === undefined) firstIndex.set(id, index);
    else {
      problems.addAt(index, {
        rule: 'duplicate-list-item',
        message: `repeats ${describeItem(item)} of item ${first}`,
        value: item,
        next: 'merge the two items or remove one',
      });
    }
  }
}

function keyFields(item: unknown, keys: readonly string[], node: SchemaNode): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of keys) {
    const given = isRecord(item) ? item[key] : undefined;
    const value = given ?? node.items?.property(key)?.schema['default'];
    if (value !== undefined) fields[key] = value;
  }
  return fields;
}

function readable(key: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(key).map(([name, value]) => `${name} ${quote(value)}`);
  return text.length === 0 ? 'the empty key' : text.join(', ');
}

/** Equal for equal values, whatever the order of their fields. */
function quoteWhole(value: unknown): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

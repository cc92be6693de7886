/**
 * The items of a list that an earlier one is like.
 *
 * @param keyOf what tells an item apart; where it is `undefined`, the item is like no other
 */
export function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const key = keyOf(item);
    const isRepeated = key !== undefined && seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}

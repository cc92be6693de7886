import { isRecord } from '../manifest/object.ts';

/** Every scalar of a value, of a text every line, with the fields that lead to it; the places in lists do not count. */
export function leavesOf(value: unknown): ReadonlySet<string> {
  const leaves = new Set<string>();
  collect(value, '', leaves);
  return leaves;
}

function collect(value: unknown, place: string, leaves: Set<string>): void {
  if (typeof value === 'string' && value.includes('\n')) {
    for (const line of value.split('\n')) leaves.add(`${place}=${JSON.stringify(line)}`);
    return;
  }
  const entries = Array.isArray(value)
    ? value.map((item) => ['', item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  if (entries.length === 0) leaves.add(`${place}=${JSON.stringify(value)}`);
  for (const [name, item] of entries) collect(item, `${place}/${name}`, leaves);
}

/** From 0, nothing in common, to 1: the Sørensen-Dice coefficient. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return (2 * one.intersection(other).size) / (one.size + other.size);
}

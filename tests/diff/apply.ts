import type { Change } from '../../src/diff/change.ts';
import { isRecord } from '../../src/manifest/object.ts';

/** The value that changes lead to: the inverse of comparing, by which the tests know that no difference is left out. */
export function apply(value: unknown, changes: readonly Change[]): unknown {
  return applyAt(value, changes, 0);
}

function applyAt(value: unknown, changes: readonly Change[], depth: number): unknown {
  const whole = changes.find((change) => change.basePath.length === depth);
  if (whole !== undefined && whole.kind === 'changed') return whole.after;
  if (changes.length === 0) return value;
  if (Array.isArray(value)) return applyToList(value, changes, depth);
  const groups = Map.groupBy(changes, ({ basePath }) => String(basePath[depth]));
  const result: Record<string, unknown> = isRecord(value) ? { ...value } : {};
  for (const [name, inside] of groups) {
    const [first] = inside;
    const isHere = first?.basePath.length === depth + 1;
    if (isHere && first.kind === 'removed') delete result[name];
    else if (isHere && first.kind === 'added') result[name] = first.after;
    else result[name] = applyAt(result[name], inside, depth + 1);
  }
  return result;
}

function applyToList(list: readonly unknown[], changes: readonly Change[], depth: number): unknown[] {
  const here = changes.filter(({ basePath }) => basePath.length === depth + 1);
  const of = (kind: Change['kind']): Change[] => here.filter((change) => change.kind === kind);
  const removed = new Set(of('removed').map(({ basePath }) => basePath[depth]));
  const placed = new Map<number, unknown>(of('added').map(({ path, after }) => [Number(path[depth]), after]));
  const inside = (index: number): Change[] =>
    changes.filter(
      ({ kind, basePath }) =>
        basePath[depth] === index && (basePath.length > depth + 1 || kind === 'changed'),
    );
  const movedFrom = new Map(of('moved').map(({ path, basePath }) => [basePath[depth], Number(path[depth])]));
  const staying: unknown[] = [];
  for (const [index, item] of list.entries()) {
    if (removed.has(index)) continue;
    const result = applyAt(item, inside(index), depth + 1);
    const place = movedFrom.get(index);
    if (place === undefined) staying.push(result);
    else placed.set(place, result);
  }
  const result: unknown[] = [];
  const total = staying.length + placed.size;
  for (let index = 0; index < total; index += 1)
    result.push(placed.has(index) ? placed.get(index) : staying.shift());
  return result;
}

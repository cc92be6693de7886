import { isRecord } from './object.ts';
import type { Path } from './path.ts';

/** A value found in an object, and where. */
export interface Selected<Value = unknown> {
  readonly value: Value;
  readonly path: Path;
}

export type Fields = Readonly<Record<string, unknown>>;

const compiled = new Map<string, readonly string[]>();

/**
 * Every value at a pattern such as `spec.rules[].http.paths[].backend`: fields by name, `[]` for each item of a list,
 * `{}` for each value of a map. Whatever is missing or of another type is skipped: that is the schema's affair.
 */
export function select(root: unknown, pattern: string, base: Path = []): Selected[] {
  let steps = compiled.get(pattern);
  if (steps === undefined) {
    steps = pattern.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? [];
    compiled.set(pattern, steps);
  }
  const found: Selected[] = [];
  collect(root, steps, 0, base, found);
  return found;
}

/** `select`, maps only. */
export function selectMaps(root: unknown, pattern: string, base: Path = []): Selected<Fields>[] {
  return select(root, pattern, base).filter((each): each is Selected<Fields> => isRecord(each.value));
}

/** `select`, non-empty strings only. */
export function selectTexts(root: unknown, pattern: string, base: Path = []): Selected<string>[] {
  return select(root, pattern, base).filter(
    (each): each is Selected<string> => typeof each.value === 'string' && each.value !== '',
  );
}

function collect(
  value: unknown,
  steps: readonly string[],
  index: number,
  path: Path,
  found: Selected[],
): void {
  const step = steps[index];
  if (step === undefined) found.push({ value, path });
  else if (step === '[]') {
    if (!Array.isArray(value)) return;
    for (const [position, item] of value.entries())
      collect(item, steps, index + 1, [...path, position], found);
  } else if (!isRecord(value)) return;
  else if (step === '{}') {
    for (const [key, item] of Object.entries(value)) collect(item, steps, index + 1, [...path, key], found);
  } else if (Object.hasOwn(value, step)) collect(value[step], steps, index + 1, [...path, step], found);
}

/** The map at a field, or an empty one. */
export function fieldsOf(value: unknown, ...path: readonly string[]): Fields {
  let current: unknown = value;
  for (const key of path)
    current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  return isRecord(current) ? current : {};
}

/** A list, or an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The non-empty string at a field of a map. */
export function textOf(map: Fields, field: string): string | undefined {
  const value = Object.hasOwn(map, field) ? map[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

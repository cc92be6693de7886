import fc from 'fast-check';
import { isRecord, type KubernetesObject } from '../../src/manifest/object.ts';

/** A random edit of whatever value it meets; the numbers choose where and what. */
export type Edit = readonly number[];

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.array(fc.nat({ max: 1_000 }), { minLength: 12, maxLength: 12 }),
  { maxLength: 5 },
);

/** The object after edits of its fields, anywhere but in what identifies it. */
export function edited(object: KubernetesObject, all: readonly Edit[]): KubernetesObject {
  const rest = all.reduce<unknown>(
    (value, edit) => editValue(value, [...edit]),
    structuredClone(object),
  ) as KubernetesObject;
  const metadata = isRecord(rest.metadata) ? rest.metadata : {};
  const { name, namespace } = object.metadata;
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { ...metadata, ...(name && { name }), ...(namespace && { namespace }) },
  };
}

const replacements = [
  '',
  'other',
  0,
  1,
  7,
  true,
  false,
  null,
  '1',
  '500m',
  '1Gi',
  '8760h',
  'a\nb\n',
  [],
  {},
  ['x'],
  { x: 'y' },
];

function editValue(value: unknown, choices: number[]): unknown {
  const choice = choices.shift() ?? 0;
  const replacement = structuredClone(replacements[choice % replacements.length]);
  if (Array.isArray(value)) return editList(value, choice, choices, replacement);
  if (!isRecord(value)) return replacement;
  const names = Object.keys(value);
  const name = names[choice % Math.max(1, names.length)];
  if (name === undefined || choice % 11 === 0) return { ...value, [`added${choice % 3}`]: replacement };
  if (choice % 7 === 0) return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
  return { ...value, [name]: editValue(value[name], choices) };
}

function editList(
  list: readonly unknown[],
  choice: number,
  choices: number[],
  replacement: unknown,
): unknown[] {
  const index = choice % Math.max(1, list.length);
  const item = list[index];
  const others = list.toSpliced(index, 1);
  switch (choice % 6) {
    case 0:
      return others;
    case 1:
      return list.toSpliced(index, 0, replacement);
    case 2:
      return list.length === 0 ? [] : [...others, item];
    case 3:
      return list.toReversed();
    default:
      return list.length === 0 ? [replacement] : list.with(index, editValue(item, choices));
  }
}

/** The same value with the fields of all maps in another order. */
export function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, reordered(item)]),
  );
}

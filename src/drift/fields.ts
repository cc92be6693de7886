import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';

/**
 * The fields that one manager owns, as `managedFields[].fieldsV1` lists them. Names begin with what they are: `f:` a
 * field, `k:` the item of a list with these keys, `v:` the item of a set with this value, `i:` the item at this place;
 * `.` stands for what holds it. What has nothing below is owned itself.
 *
 * Source: `fieldpath/serialize.go` and `serialize-pe.go` of sigs.k8s.io/structured-merge-diff/v6.
 */
export interface FieldSet {
  /** The value itself is owned, not only something in it. */
  readonly isMember: boolean;
  readonly fields: ReadonlyMap<string, FieldSet>;
  readonly items: readonly ItemSet[];
}

interface ItemSet {
  /** Whether it is this item of a list. */
  isItem(item: unknown, index: number): boolean;
  readonly set: FieldSet;
}

/**
 * Parts that begin with what is not known are left out, as the API server does.
 *
 * @throws {SyntaxError} when what follows `k:`, `v:` or `i:` cannot be read
 */
export function readFieldSet(fieldsV1: unknown): FieldSet {
  return { ...readSet(fieldsV1), isMember: false };
}

const nothing: Pick<FieldSet, 'fields' | 'items'> = { fields: new Map(), items: [] };

/** As most are. */
const leaf: FieldSet = { isMember: true, ...nothing };

/** Thousands of objects have hundreds each: what is empty is never made anew. */
function readSet(value: unknown): FieldSet {
  if (!isRecord(value)) return leaf;
  let isMember: boolean | undefined;
  let fields: Map<string, FieldSet> | undefined;
  let items: ItemSet[] | undefined;
  for (const name in value) {
    isMember ??= false;
    if (name === '.') isMember = true;
    else if (name.startsWith('f:')) {
      fields ??= new Map();
      fields.set(name.slice(2), readSet(value[name]));
    } else {
      const isItem = readItem(name.slice(0, 2), name.slice(2));
      if (isItem === undefined) continue;
      items ??= [];
      items.push({ isItem, set: readSet(value[name]) });
    }
  }
  if (isMember === undefined) return leaf;
  return { isMember, fields: fields ?? nothing.fields, items: items ?? nothing.items };
}

function readItem(type: string, text: string): ItemSet['isItem'] | undefined {
  if (type === 'k:') {
    const keys = JSON.parse(text) as unknown;
    if (!isRecord(keys)) throw new SyntaxError(`keys of a list item are a map, not ${text}`);
    return (item) =>
      isRecord(item) && Object.entries(keys).every(([key, value]) => isDeepStrictEqual(item[key], value));
  }
  if (type === 'v:') {
    const value = JSON.parse(text) as unknown;
    return (item) => isDeepStrictEqual(item, value);
  }
  if (type === 'i:') {
    if (!/^\d+$/.test(text)) throw new SyntaxError(`the place of a list item is a number, not ${text}`);
    return (_, index) => index === Number(text);
  }
  return undefined;
}

/**
 * How many steps of a path lead to the innermost value around it that is owned as a whole: all of them if the value
 * at the path is owned itself. `undefined` if nothing of this is owned. Of what is above, only a value of which no part
 * is owned by itself counts: lists and maps that are one value.
 *
 * @param root the object that the path leads into: items of lists are known by what they hold
 */
export function ownedDepth(set: FieldSet, root: unknown, path: Path): number | undefined {
  let [current, value, depth]: [FieldSet, unknown, number | undefined] = [set, root, undefined];
  for (const [index, step] of path.entries()) {
    const next = childOf(current, value, step);
    if (next === undefined) return depth;
    value = valueOf(value, step);
    current = next;
    depth = current.isMember && (isWhole(current) || index === path.length - 1) ? index + 1 : undefined;
  }
  return depth;
}

/** Whether parts of the value at a path are owned by themselves. */
export function hasParts(set: FieldSet, root: unknown, path: Path): boolean {
  let [current, value]: [FieldSet | undefined, unknown] = [set, root];
  for (const step of path) {
    current = childOf(current, value, step);
    if (current === undefined) return false;
    value = valueOf(value, step);
  }
  return !isWhole(current);
}

/** No part of the value is owned by itself. */
export function isWhole({ fields, items }: FieldSet): boolean {
  return fields.size === 0 && items.length === 0;
}

/** What is owned of a field, or of the item at a place, of `value`. */
export function childOf(set: FieldSet, value: unknown, step: string | number): FieldSet | undefined {
  if (typeof step === 'string') return set.fields.get(step);
  const item = valueOf(value, step);
  return set.items.find(({ isItem }) => isItem(item, step))?.set;
}

function valueOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

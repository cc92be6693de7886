import { isDeepStrictEqual } from 'node:util';
import { merge } from '../../fleet/inherit.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { parseSource } from '../../manifest/source.ts';
import { type Replacement, spliceAll } from './offsets.ts';
import { removeKey } from './remove.ts';
import { addValue, replacementsIn } from './set.ts';

/** One value of a hand-written file that is set, or removed. */
export interface Edit {
  /** Keys of maps, from the top. */
  readonly path: Path;
  /** Absent: the key is removed, and every map that is empty then. */
  readonly value?: string;
  /** What comes along behind the value, without `#`: a version before any words that stand there, words where none do. */
  readonly comment?: string | undefined;
}

interface EditedText<One extends Edit> {
  readonly text: string;
  /** Edits that would change more than they say. If there is one, none is made. */
  readonly uneditable: readonly One[];
}

/**
 * Changes values of a hand-written YAML file. Lines that no edit is about keep every byte: positions come from the
 * parsed document, the changes are made in the text.
 *
 *     set.ts       a value that is there, or is new, and the maps that it is the first of
 *     remove.ts    a key, and the maps that are empty without it
 *     comments.ts  which comment is about which value
 *     offsets.ts   where things stand in the text
 */
export function editText<One extends Edit>(text: string, edits: readonly One[]): EditedText<One> {
  const before = valueOf(text);
  const edited = (some: readonly One[]): string | undefined => {
    const after = applied(text, some);
    return isDeepStrictEqual(valueOf(after), some.reduce(meant, before)) ? after : undefined;
  };
  const after = edited(edits);
  if (after !== undefined) return { text: after, uneditable: [] };
  const alone = edits.filter((edit) => edited([edit]) === undefined);
  return { text, uneditable: alone.length > 0 ? alone : edits };
}

function applied(text: string, edits: readonly Edit[]): string {
  const [mark = ''] = /^\uFEFF?/.exec(text) ?? [];
  // The mark takes no column, and so is no part of what is indented.
  const bare = text.slice(mark.length);
  const replacementsOf = replacementsIn(bare);
  const replacements: Replacement[] = [];
  // Where these stand depends on what came or went before.
  const additions: Edit[] = [];
  const removals: Edit[] = [];
  for (const edit of edits) {
    const { path, value, comment } = edit;
    const inPlace = value === undefined ? [] : replacementsOf(path, value, comment);
    replacements.push(...inPlace);
    if (value === undefined) removals.push(edit);
    else if (inPlace.length === 0) additions.push(edit);
  }
  // A map that is given one key for another is never empty, and keeps what is said of it.
  return mark + [...additions, ...removals].reduce(addedOrRemoved, spliceAll(bare, replacements));
}

function addedOrRemoved(text: string, { path, value, comment }: Edit): string {
  return value === undefined ? removeKey(text, path) : addValue(text, path, value, comment);
}

/** `undefined` for what is refused when it is read. */
function valueOf(text: string): unknown {
  return parseSource(text, '').value;
}

function meant(data: unknown, { path, value }: Edit): unknown {
  if (value === undefined) return without(data, path) ?? data;
  return merge(
    data,
    path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value),
  );
}

/** `undefined` for a map that is empty then. */
function without(data: unknown, [key, ...below]: Path): unknown {
  if (key === undefined) return undefined;
  if (!isRecord(data) || !Object.hasOwn(data, key)) return data;
  const { [key]: child, ...others } = data;
  const rest = without(child, below);
  if (rest !== undefined) return { ...others, [key]: rest };
  return Object.keys(others).length === 0 ? undefined : others;
}

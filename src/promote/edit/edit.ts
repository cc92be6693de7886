import { isDeepStrictEqual } from 'node:util';
import { isTree, merge } from '../../fleet/inherit.ts';
import type { Path } from '../../manifest/path.ts';
import { parseSource } from '../../manifest/source.ts';
import { InputError } from '../../report/errors.ts';
import { removeKey } from './remove.ts';
import { setValue } from './set.ts';

/** One value of a hand-written file that is set, or removed. */
export interface Edit {
  /** Keys of maps, from the top. */
  readonly path: Path;
  /** Absent: the key is removed, and every map that is empty then. */
  readonly value?: string;
  /** What stands behind the value, without `#`. Absent: what stands there stays, unless it is a version. */
  readonly comment?: string | undefined;
}

/**
 * Changes values of a hand-written YAML file. Lines that no edit is about keep every byte: positions come from the
 * parsed document, the changes are made in the text.
 *
 *     set.ts       a value, and the maps that it is the first of
 *     remove.ts    a key, and the maps that are empty without it
 *     comments.ts  which comment is about which value
 *     offsets.ts   where things stand in the text
 *
 * @param file what messages call it
 * @throws {InputError} if the text is written in a way that cannot be edited so
 */
export function editText(text: string, edits: readonly Edit[], file: string): string {
  const [mark = ''] = /^\uFEFF?/.exec(text) ?? [];
  return edits.reduce((current, edit) => {
    const { path, value, comment } = edit;
    // The mark takes no column, and so is no part of what is indented.
    const bare = current.slice(mark.length);
    const edited =
      mark + (value === undefined ? removeKey(bare, path) : setValue(bare, path, value, comment));
    if (isDeepStrictEqual(valueOf(edited), meant(valueOf(current), edit))) return edited;
    throw uneditable(file, path);
  }, text);
}

function uneditable(file: string, path: Path): InputError {
  const message = `\`${path.join('.')}\` cannot be changed in place: the file is written in a way that this would change more`;
  return new InputError([
    {
      severity: 'unjudged',
      rule: 'uneditable-file',
      message,
      location: { file },
      next: 'write its maps out, one key a line and without anchors, or promote the others with --app; nothing was written',
    },
  ]);
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
  if (!isTree(data) || !Object.hasOwn(data, key)) return data;
  const { [key]: child, ...others } = data;
  const rest = without(child, below);
  if (rest !== undefined) return { ...others, [key]: rest };
  return Object.keys(others).length === 0 ? undefined : others;
}

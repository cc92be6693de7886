import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { isTree, merge } from '../fleet/inherit.ts';
import type { Path } from '../manifest/path.ts';
import { InputError } from '../report/errors.ts';

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
 * @param file what messages call it
 * @throws {InputError} if the text is written in a way that cannot be edited so
 */
export function editText(text: string, edits: readonly Edit[], file: string): string {
  return edits.reduce((current, edit) => {
    const edited = edit.value === undefined ? removeKey(current, edit.path) : setValue(current, edit);
    if (isDeepStrictEqual(valueOf(edited), meant(valueOf(current), edit))) return edited;
    throw uneditable(file, edit.path);
  }, text);
}

/** The comment that stands behind the value at `path`, without `#`. */
export function commentBehind(text: string, path: Path): string | undefined {
  const node = parseDocument(text).getIn(path, true);
  if (!isScalar(node) || !node.range) return undefined;
  return /^[ \t]*#[ \t]*(?<comment>.*)$/.exec(text.slice(node.range[1], endOfLine(text, node.range[1])))
    ?.groups?.['comment'];
}

/** `2.14.0`, `v1`: what becomes untrue when the value before it changes. */
function isVersion(comment: string): boolean {
  return /^v?\d+(\.\d+)*([-+.]\S*)?$/.test(comment.trim());
}

function uneditable(file: string, path: Path): InputError {
  const message = `\`${path.join('.')}\` cannot be changed in place: the file is written in a way that this would change more`;
  return new InputError([
    {
      severity: 'unjudged',
      rule: 'uneditable-file',
      message,
      location: { file },
      next: 'write its maps out, one key a line and without anchors; nothing was written',
    },
  ]);
}

/** `undefined` for what is no YAML. */
function valueOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length === 0 ? (document.toJS() as unknown) : undefined;
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

function setValue(text: string, { path, value = '', comment }: Edit): string {
  const document = parseDocument(text);
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range) {
    const [start, end] = node.range;
    const rest = text.slice(end, endOfLine(text, end));
    const there = /^[ \t]*(#[ \t]*(?<comment>.*))?$/.exec(rest);
    if (!there) return splice(text, start, end, value);
    const old = there.groups?.['comment'];
    const kept = old !== undefined && isVersion(old) ? undefined : old;
    return splice(text, start, end + rest.length, `${value}${behind(comment ?? kept)}`);
  }
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isMap(parent)) return insert(text, parent, path.slice(depth), value, comment);
  }
  return text;
}

function insert(text: string, map: YAMLMap, path: Path, value: string, comment?: string): string {
  const [key = '', ...below] = path.map(String);
  if (map.flow) {
    const entry = [...below, value].reduceRight(
      (inner, step, index) => (index === below.length ? step : `{ ${step}: ${inner} }`),
      '',
    );
    const last = map.items.at(-1);
    if (last) return splice(text, endOf(last), endOf(last), `, ${key}: ${entry}`);
    const [start, end] = map.range ?? [0, 0];
    return splice(text, start, end, `{ ${key}: ${entry} }`);
  }
  const [first] = map.items;
  if (!first) return text;
  const indent = startOf(first) - startOfLine(text, startOf(first));
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const steps = [key, ...below];
  const block = steps
    .map((step, depth) => {
      const isLast = depth === steps.length - 1;
      return `${' '.repeat(indent + 2 * depth)}${step}:${isLast ? ` ${value}${behind(comment)}` : ''}${newLine}`;
    })
    .join('');
  const next = followerOf(map, key);
  const isSection = indent === 0 && below.length > 0;
  if (next) {
    const at = startWithComments(text, startOf(next));
    return splice(text, at, at, isSection ? `${block}${newLine}` : block);
  }
  const end = lastLineEnd(text, map);
  const gap = end > 0 && text[end - 1] !== '\n' ? newLine : '';
  return splice(text, end, end, `${gap}${isSection ? newLine : ''}${block}`);
}

/** What a new key is written before: in sorted maps the next one, and `apps`, which files have last. */
function followerOf(map: YAMLMap, key: string): Pair | undefined {
  const names = map.items.map((item) => nameOf(item));
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  if (isSorted && !names.includes('apps')) return map.items.find((item) => nameOf(item) > key);
  return map.items.find((item) => nameOf(item) === 'apps');
}

function removeKey(text: string, path: Path): string {
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return text;
  const index = parent.items.findIndex((item) => nameOf(item) === String(path.at(-1)));
  const item = parent.items[index];
  if (!item) return text;
  if (parent.items.length === 1 && path.length > 1) return removeKey(text, path.slice(0, -1));
  if (parent.flow) {
    const previous = parent.items[index - 1];
    const next = parent.items[index + 1];
    if (previous) return splice(text, endOf(previous), endOf(item), '');
    return splice(text, startOf(item), next ? startOf(next) : endOf(item), '');
  }
  const start = startWithComments(text, startOf(item));
  const end = lastLineEnd(text, item.value as Node | null, startOf(item));
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isGap = /(^|\n)\r?\n$/.test(before) && (after === '' || /^\r?\n/.test(after));
  return isGap ? before.replace(/\r?\n$/, '') + after : before + after;
}

function behind(comment: string | undefined): string {
  return comment === undefined ? '' : ` # ${comment}`;
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf({ key }: Pair): number {
  return (key as Node | null)?.range?.[0] ?? 0;
}

function endOf(item: Pair): number {
  return (item.value as Node | null)?.range?.[1] ?? (item.key as Node | null)?.range?.[1] ?? 0;
}

/** The start of the line at `offset`, or of the comment lines right above it; the head of the file is none of them. */
function startWithComments(text: string, offset: number): number {
  let start = startOfLine(text, offset);
  const indent = offset - start;
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    const line = text.slice(above, start);
    if (above === 0 || !line.startsWith(`${' '.repeat(indent)}#`)) return start;
    start = above;
  }
  return start;
}

/** Behind the last line that belongs to a node, comments behind it included. */
function lastLineEnd(text: string, node: Node | null, fallback = 0): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1);
    if (last !== undefined) {
      const pair = isMap(node) ? (last as Pair) : undefined;
      return lastLineEnd(text, (pair ? pair.value : last) as Node | null, pair ? startOf(pair) : fallback);
    }
  }
  const end = node?.range?.[1] ?? fallback;
  if (end > fallback && text[end - 1] === '\n') return end;
  const newLine = text.indexOf('\n', end);
  return newLine === -1 ? text.length : newLine + 1;
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

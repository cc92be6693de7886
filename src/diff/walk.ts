import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../manifest/object.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import type { Change, EmbeddedChange } from './change.ts';
import { readEmbedded, readWritten } from './embedded.ts';
import { pairItems } from './list.ts';
import { meaningOf } from './meaning.ts';
import { mayHoldSecret, redact, type Secrecy, secrecyOf } from './redact.ts';
import { type Shape, unknownShape } from './shape.ts';
import { textHunks } from './text.ts';
import { asWritten } from './written.ts';

/** Where the walk is. */
interface Place {
  readonly path: Path;
  readonly basePath: Path;
  readonly where: string;
  readonly secrecy: Secrecy;
}

/** All differences between two values, in the order of the fields' names and of the items after. */
export function changesBetween(before: unknown, after: unknown, shape: Shape): Change[] {
  const changes: Change[] = [];
  walk(before, after, shape, { path: [], basePath: [], where: '', secrecy: 'none' }, changes);
  return changes;
}

function walk(before: unknown, after: unknown, shape: Shape, place: Place, changes: Change[]): void {
  if (before === after) return;
  if (isRecord(before) && isRecord(after) && place.secrecy !== 'all')
    walkMap(before, after, shape, place, changes);
  else if (Array.isArray(before) && Array.isArray(after) && place.secrecy === 'none')
    walkList(before, after, shape, place, changes);
  else if (meaningOf(before, shape) !== meaningOf(after, shape))
    changes.push(valueChange('changed', { before, after }, place));
}

type Fields = Readonly<Record<string, unknown>>;

function walkMap(before: Fields, after: Fields, shape: Shape, place: Place, changes: Change[]): void {
  for (const name of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    if (before[name] === after[name] && before[name] !== undefined) continue;
    const ofBefore = secrecyOf(before, name, place.secrecy);
    const secrecy = ofBefore === 'none' ? secrecyOf(after, name, place.secrecy) : ofBefore;
    const inside = { ...below(place, name, name, fieldText(name, place.where)), secrecy };
    if (!Object.hasOwn(before, name)) changes.push(valueChange('added', { after: after[name] }, inside));
    else if (!Object.hasOwn(after, name))
      changes.push(valueChange('removed', { before: before[name] }, inside));
    else walk(before[name], after[name], shape.field(name), inside, changes);
  }
}

function walkList(
  before: readonly unknown[],
  after: readonly unknown[],
  shape: Shape,
  place: Place,
  changes: Change[],
): void {
  // Most lists of an object that changes are as they were, and to pair items takes long.
  if (isDeepStrictEqual(before, after)) return;
  const { pairs, removed, added, label } = pairItems(before, after, shape);
  for (const index of removed) {
    const item = before[index];
    changes.push(valueChange('removed', { before: item }, below(place, index, index, label(item, index))));
  }
  for (const pair of pairs) {
    const item = after[pair.after];
    const inside = below(place, pair.before, pair.after, label(item, pair.after));
    if (pair.moved) changes.push(pathsOf('moved', inside));
    walk(before[pair.before], item, shape.item, inside, changes);
  }
  for (const index of added) {
    const item = after[index];
    changes.push(valueChange('added', { after: item }, below(place, index, index, label(item, index))));
  }
}

function below(place: Place, base: string | number, head: string | number, text: string): Place {
  return {
    path: [...place.path, head],
    basePath: [...place.basePath, base],
    where: place.where + text,
    secrecy: place.secrecy,
  };
}

function fieldText(name: string, where: string): string {
  const text = formatPath([name]);
  return where === '' || text.startsWith('[') ? text : `.${text}`;
}

function pathsOf(kind: Change['kind'], place: Place): Change {
  const { path, basePath, where } = place;
  return kind === 'removed' ? { kind, path: basePath, basePath, where } : { kind, path, basePath, where };
}

function valueChange(
  kind: Change['kind'],
  { before, after }: { readonly before?: unknown; readonly after?: unknown },
  place: Place,
): Change {
  const [old, now] = [redact(before, place.secrecy), redact(after, place.secrecy)];
  const embedded = kind === 'changed' && place.secrecy === 'none' ? embeddedChange(before, after) : undefined;
  return {
    ...pathsOf(kind, place),
    ...(kind === 'added' ? {} : { before: old.value }),
    ...(kind === 'removed' ? {} : { after: now.value }),
    ...(old.redacted || now.redacted ? { redacted: true } : {}),
    ...(embedded === undefined ? {} : { embedded }),
  };
}

function embeddedChange(before: unknown, after: unknown): EmbeddedChange | undefined {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  const isSecret = (): boolean => mayHoldSecret(before) || mayHoldSecret(after);
  const [old, now] = [readEmbedded(before), readEmbedded(after)];
  if (old !== undefined && now !== undefined) {
    const changes = changesBetween(old.value, now.value, unknownShape);
    const from = { value: old.value, written: readWritten(before, old.format) };
    const to = { value: now.value, written: readWritten(after, now.format) };
    if (changes.length > 0 && (isEachTold(from.written, to.written, changes) || isSecret()))
      return { format: now.format, changes: changes.map((change) => asWritten(change, from, to)) };
  }
  if (isSecret() || !/\n/.test(before + after)) return undefined;
  return { format: 'text', hunks: textHunks(before, after) };
}

/** Whether changes name each place where the two are written differently: what reads a text may take `1.10` for no number. */
function isEachTold(before: unknown, after: unknown, changes: readonly Change[]): boolean {
  if (before === undefined || after === undefined) return true;
  const told = new Set(changes.map(({ where }) => where));
  return changesBetween(before, after, unknownShape).every(({ where }) => told.has(where));
}

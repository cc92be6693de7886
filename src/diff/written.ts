import { isDeepStrictEqual } from 'node:util';
import { isRecord, type JsonValue } from '../manifest/object.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import type { Change } from './change.ts';
import { redact } from './redact.ts';

/** What a text holds. */
export interface ReadText {
  /** As it is read. */
  readonly value: unknown;
  /** With each number and word as it stands in the text; `undefined` where that is not known. */
  readonly written: unknown;
}

/**
 * A change between two texts with the values that stand there: what reads them takes `1.20` for 1.2, and `0644` for 420.
 * Such a value is told as a text. A number that becomes such a text is told as it is read, as is what holds a Secret.
 */
export function asWritten(change: Change, before: ReadText, after: ReadText): Change {
  if (change.redacted || change.embedded !== undefined) return change;
  const old = change.before === undefined ? {} : { before: shown(before, change.basePath) };
  const now = change.after === undefined ? {} : { after: shown(after, change.path) };
  return isDeepStrictEqual(old.before, now.after) ? change : { ...change, ...old, ...now };
}

function shown({ value, written }: ReadText, path: Path): JsonValue {
  return redact(merged(valueAt(value, path), valueAt(written, path))).value;
}

/** What is read, but for scalars that are written otherwise. */
function merged(value: unknown, written: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(written))
    return value.map((item, index) => merged(item, written[index]));
  if (!isRecord(value) || !isRecord(written)) return isAsWritten(value, written) ? value : written;
  // A key can be written otherwise too, such as `on`: then it is the one of this place.
  const values = Object.values(value);
  return Object.fromEntries(
    Object.entries(written).map(([name, text], index) => [
      name,
      merged(Object.hasOwn(value, name) ? value[name] : values[index], text),
    ]),
  );
}

function isAsWritten(value: unknown, written: unknown): boolean {
  if (value === null || typeof written !== 'string') return true;
  return value === written || JSON.stringify(value) === written;
}

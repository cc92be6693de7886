import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { Fields } from '../../manifest/select.ts';
import type { SchemaRule } from '../verdict.ts';

export type { Fields };

/** What is wrong with a field, by its path below the struct. */
export interface Wrong {
  /** Default: `invalid-value`. */
  readonly rule?: SchemaRule;
  readonly at: Path;
  readonly message: string;
  readonly allowed: string;
  readonly next?: string;
}

/** What the API server checks by hand of several fields of one struct at a time. */
export type StructRule = (value: Fields) => readonly Wrong[];

/** Go holds an empty list, map or text where nothing is. */
export function isEmpty(value: unknown): boolean {
  if (isRecord(value)) return Object.keys(value).length === 0;
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Go holds nothing behind a pointer where a field is absent or null. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

import type { JsonValue, ObjectIdentity } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';

/**
 * One difference between two versions of an object, as the API server would hold them: defaults are filled in, and
 * what it cannot tell apart is the same. Values of Secrets are not in it.
 */
export interface Change {
  /** `moved`: an item of a list whose order counts stands elsewhere, whether or not it also changed inside. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Where it stands after; what is removed, before. Indices count as in the manifest. */
  readonly path: Path;
  /** The same place before: list items on the way may have had other indices. */
  readonly basePath: Path;
  /** The path for people, the same wherever an item stands: `spec.containers[name=api].image`. */
  readonly where: string;
  /** Not of what is added or moved. */
  readonly before?: JsonValue;
  /** Not of what is removed or moved. */
  readonly after?: JsonValue;
  /** A value of a Secret was taken out of `before` or `after`. */
  readonly redacted?: true;
  /** What changed inside of a text. */
  readonly embedded?: EmbeddedChange;
}

/** A text that both times is YAML or JSON with fields is compared by field, any other by line. */
export type EmbeddedChange =
  | { readonly format: 'json' | 'yaml'; readonly changes: readonly Change[] }
  | { readonly format: 'text'; readonly hunks: readonly Hunk[] };

/** A run of lines that differ, with the lines around them. */
export interface Hunk {
  /** Lines count from 1. */
  readonly beforeLine: number;
  readonly afterLine: number;
  /** Each begins with ` ` (the same), `-` (removed) or `+` (added). */
  readonly lines: readonly string[];
}

/** What became of one object; `T` is what holds it: a manifest of a file, or what a cluster has. */
export interface ObjectChange<T> {
  /** `renamed`: gone under one name or namespace, and there under another with the same content, or nearly. */
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  /** As it is after; of what is removed, before. */
  readonly identity: ObjectIdentity;
  readonly before?: T;
  readonly after?: T;
  /** None of what is added or removed. */
  readonly changes: readonly Change[];
}

import type { KindFacts } from '../kubernetes/facts.ts';
import type { Path } from '../manifest/path.ts';
import type { Severity } from '../report/finding.ts';

export type SchemaRule =
  | 'duplicate-list-item'
  | 'exclusive-fields'
  | 'format'
  | 'invalid-metadata'
  | 'invalid-name'
  | 'invalid-value'
  | 'not-an-object'
  | 'required-field'
  | 'unknown-field'
  | 'unknown-kind'
  | 'wrong-type';

/** One thing wrong with an object, before it is given a place in a file. */
export interface Problem {
  /**
   * - `error`: the API server rejects the object, or server-side apply does;
   * - `warning`: it takes it, but what reads it (a controller) will not;
   * - `unjudged`: cannot be told here.
   */
  readonly severity: Severity;
  readonly rule: string;
  readonly path: Path;
  /** What is wrong with the value at `path`; the path itself is not repeated. */
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
}

/** What is wrong with an object by its schema. */
export interface SchemaProblem extends Problem {
  readonly rule: SchemaRule;
  /** The value found; `undefined` if there is none, or if it is a Secret's. */
  readonly value: unknown;
  /** An invalid value that keeps the API server from evaluating the rules of a custom resource. */
  readonly stopsRules?: true;
}

const stopping: ReadonlySet<SchemaRule> = new Set([
  'not-an-object',
  'required-field',
  'unknown-field',
  'unknown-kind',
  'wrong-type',
]);

/**
 * Whether an object gets as far as the rules of its CustomResourceDefinition (`x-kubernetes-validations`). Source:
 * Kubernetes 1.34, `hasBlockingErr` in `apiextensions-apiserver/pkg/registry/customresource/strategy.go`.
 */
export function reachesRules(problems: readonly SchemaProblem[]): boolean {
  return !problems.some(
    ({ severity, rule, stopsRules = stopping.has(rule) }) => severity !== 'warning' && stopsRules,
  );
}

export interface SchemaVerdict {
  /** The API that the object was judged by; `undefined` if none is known, and nothing below its head was judged. */
  readonly kind: KindFacts | undefined;
  /** Empty for a valid object. Ordered as in the object. */
  readonly problems: readonly SchemaProblem[];
}

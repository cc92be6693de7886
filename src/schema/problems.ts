import type { Severity } from '../report/finding.ts';
import { didYouMean } from '../report/suggest.ts';
import type { SchemaProblem, SchemaRule } from './verdict.ts';

/** What a check says; where, the collector knows. */
export interface Complaint {
  readonly rule: SchemaRule;
  readonly message: string;
  readonly value: unknown;
  /** Default: `error`. */
  readonly severity?: Severity;
  readonly allowed?: string;
  readonly next?: string;
  readonly stopsRules?: true;
}

/** Of a field that must be there and is not. */
export function missing(allowed?: string): Complaint {
  return {
    rule: 'required-field',
    message: 'is missing',
    value: undefined,
    ...(allowed !== undefined && { allowed }),
  };
}

/** Collects problems, and keeps the place in the object where the walk is. */
export class Problems {
  readonly #found: SchemaProblem[] = [];
  readonly #path: (string | number)[];
  /** Values of a Secret never appear in a message. */
  readonly #isSecret: boolean;

  constructor(isSecret: boolean, path: readonly (string | number)[] = []) {
    this.#isSecret = isSecret;
    this.#path = [...path];
  }

  get found(): readonly SchemaProblem[] {
    return this.#found;
  }

  enter(segment: string | number): void {
    this.#path.push(segment);
  }

  leave(): void {
    this.#path.pop();
  }

  /** Whether the value at hand is in the selector of a metric: no API server reads it, but the autoscaler does. */
  isUnread(): boolean {
    return this.#path.includes('metric') && this.#path.includes('selector');
  }

  /** A collector at the same place, whose problems are a matter of their own. */
  aside(): Problems {
    return new Problems(this.#isSecret, this.#path);
  }

  add({ rule, message, value, severity = 'error', allowed, next, stopsRules }: Complaint): void {
    const path = [...this.#path];
    if (this.#isSecret && (path[0] === 'data' || path[0] === 'stringData')) {
      const confidential = `must be ${allowed ?? 'valid'} (value not shown)`;
      this.#found.push({ severity, rule, path, message: confidential, value: undefined });
      return;
    }
    this.#found.push({
      severity,
      rule,
      path,
      message,
      value,
      ...(allowed !== undefined && { allowed }),
      ...(next !== undefined && { next }),
      ...(stopsRules && { stopsRules }),
    });
  }

  /** Whether a field beside the value's own was told to be a misspelling of this one. */
  hasMisspelling(field: string): boolean {
    const { length } = this.#path;
    return this.#found.some(
      ({ rule, path, next }) =>
        rule === 'unknown-field' &&
        next === didYouMean(field) &&
        path.length === length + 1 &&
        this.#path.every((segment, index) => path[index] === segment),
    );
  }

  addAll(problems: readonly SchemaProblem[]): void {
    for (const problem of problems) this.#found.push(problem);
  }

  /** Complains about a child of the value at hand. */
  addAt(segment: string | number, complaint: Complaint): void {
    this.enter(segment);
    this.add(complaint);
    this.leave();
  }
}

import type { Path } from '../../manifest/path.ts';

/** What the API server says of a custom resource that breaks a rule of its definition. */
export interface RuleViolation {
  readonly path: Path;
  /** In the API server's words, after the path: `Invalid value: "object": the name must not change`. */
  readonly message: string;
  /**
   * An update leaves the value as it was, so that it is let pass with a warning. Never so for rules that refer to
   * `oldSelf`, nor for those that cannot be evaluated.
   */
  readonly isUnchanged: boolean;
}

/** A rule that may or may not be broken. */
export interface UndecidedRule {
  readonly path: Path;
  readonly rule: string;
  readonly reason: string;
}

export interface RulesVerdict {
  readonly violations: readonly RuleViolation[];
  readonly undecided: readonly UndecidedRule[];
}

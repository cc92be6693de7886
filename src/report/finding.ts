/** A place in a hand-written file. Lines and columns count from 1, as editors do. */
export interface Location {
  /** Path relative to the working directory, with forward slashes; `<stdin>` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * - `error`: judged, and bad (exit code 1);
 * - `warning`: judged, allowed, but worth a look (does not change the exit code);
 * - `unjudged`: asked for, but could not be judged: unusable input, no schema, unreachable (exit code 2).
 */
export type Severity = 'error' | 'warning' | 'unjudged';

/** One thing to tell the user. Every feature that judges anything yields these; reporters only lay them out. */
export interface Finding {
  readonly severity: Severity;
  /** Stable, kebab-case name of the rule, e.g. `unknown-field`; reporters use it as the SARIF rule id. */
  readonly rule: string;
  /** What is wrong, naming the field and the value found. One line, no final full stop. */
  readonly message: string;
  /** Where in a hand-written file. */
  readonly location?: Location;
  /** What it is about where no file has a position for it: an object's identity or a construct path. */
  readonly subject?: string;
  /** What would be accepted. */
  readonly allowed?: string;
  /** What to do next. */
  readonly next?: string;
}

import type { Finding } from './finding.ts';

/**
 * The input cannot be worked on. Carries findings (severity `unjudged`) that say where and why; the command line
 * prints them without a stack and exits with 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[], options?: { readonly cause?: unknown }) {
    super(findings.map((finding) => finding.message).join('\n'), options);
    this.findings = findings;
  }
}

/** The error of one finding that something asked for cannot be done with what there is. */
export function unusable(rule: string, message: string, next: string, cause?: unknown): InputError {
  return new InputError([{ severity: 'unjudged', rule, message, next }], { cause });
}

import { InputError } from '../report/errors.ts';

/** Why something cannot be rehearsed. */
export function unjudged(rule: string, message: string, next: string, cause?: unknown): InputError {
  return new InputError([{ severity: 'unjudged', rule, message, next }], { cause });
}

import type { Validator } from '../../../src/schema/validator.ts';

export interface RecordedVerdict {
  readonly object: unknown;
  /** What the API server's packages said; empty for a valid object. */
  readonly errors: readonly string[];
}

/** Whether both call the object valid, or both do not. Warnings are about what the API server takes. */
export function agrees({ object, errors }: RecordedVerdict, validator: Validator): boolean {
  const problems = validator.validate(object).problems.filter(({ severity }) => severity === 'error');
  return problems.length > 0 === errors.length > 0;
}

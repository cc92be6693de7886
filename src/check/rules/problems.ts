import type { Path } from '../../manifest/path.ts';
import type { Wrong } from '../../schema/structs/struct.ts';
import type { Problem } from '../../schema/verdict.ts';

/** What the API server would refuse, in the forms that most rules tell it in. */
export function refused(rule: string, path: Path, message: string, allowed: string): Problem {
  return { severity: 'error', rule, path, message, allowed };
}

export function invalid(path: Path, message: string, allowed: string): Problem {
  return refused('invalid-value', path, message, allowed);
}

/** What a rule of structs tells, where the struct stands at a path. */
export function wrongBelow(
  path: Path,
  { rule = 'invalid-value', at, message, allowed, next }: Wrong,
): Problem {
  return { ...refused(rule, [...path, ...at], message, allowed), ...(next !== undefined && { next }) };
}

export function missing(path: Path, allowed: string): Problem {
  return refused('required-field', path, 'is missing', allowed);
}

/** Of two fields that cannot both be set, the second. */
export function exclusive(path: Path, other: string, next: string): Problem {
  return {
    severity: 'error',
    rule: 'exclusive-fields',
    path,
    message: `cannot be set beside ${other}`,
    next,
  };
}

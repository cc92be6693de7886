import { hasMatch } from '../cel/library/regex.ts';
import { hasFormat } from '../manifest/formats.ts';
import { isRecord } from '../manifest/object.ts';
import { describe, quote } from './describe.ts';
import type { SchemaNode } from './node.ts';
import type { Complaint } from './problems.ts';

/**
 * What a schema says about a value of the right type. At most one complaint: of an empty string that breaks a pattern,
 * a minimum length and an enumeration, one is enough to know.
 */
export function checkLimits(value: unknown, node: SchemaNode): Complaint | undefined {
  const { schema } = node;
  // Go structs hold an empty string where a field is absent.
  const isAbsent = node.mode === 'builtin' && value === '';
  const enumerated = isAbsent ? undefined : checkEnum(value, schema['enum']);
  if (enumerated !== undefined) return enumerated;
  if (typeof value === 'string') return checkString(value, node);
  if (typeof value === 'number') return checkNumber(value, node);
  if (Array.isArray(value)) return checkCount(value, value.length, node, 'Items', 'item');
  if (isRecord(value) && (schema['minProperties'] ?? schema['maxProperties']) !== undefined)
    return checkCount(value, Object.keys(value).length, node, 'Properties', 'field');
  return undefined;
}

function checkEnum(value: unknown, allowed: unknown): Complaint | undefined {
  if (
    !Array.isArray(allowed) ||
    allowed.some((candidate) => candidate === value || quote(candidate) === quote(value))
  ) {
    return undefined;
  }
  return stopping(
    invalid(
      value,
      `${describe(value)} is not among the values allowed`,
      allowed.map((one) => quote(one)).join(', '),
    ),
  );
}

function checkString(value: string, { schema, mode }: SchemaNode): Complaint | undefined {
  const { minLength, maxLength, pattern, format, 'x-plumb-allowed': hint } = schema;
  const meaning = typeof hint === 'string' ? hint : undefined;
  const length =
    typeof minLength === 'number' || typeof maxLength === 'number' ? Array.from(value).length : 0;
  if (typeof maxLength === 'number' && length > maxLength) {
    return stopping(
      invalid(value, `${describe(value)} is ${length} characters long`, `at most ${maxLength} characters`),
    );
  }
  if (typeof minLength === 'number' && length < minLength) {
    return invalid(
      value,
      `${describe(value)} is too short`,
      meaning ?? `at least ${minLength} ${plural(minLength, 'character')}`,
    );
  }
  return (
    (typeof pattern === 'string' ? unquoted(checkPattern(value, pattern, meaning), schema) : undefined) ??
    (typeof format === 'string' && mode !== 'builtin' ? checkFormat(value, format) : undefined)
  );
}

/** Where a number may stand too, one in quotes was meant to be one. */
function unquoted(complaint: Complaint | undefined, schema: SchemaNode['schema']): Complaint | undefined {
  const isNumber = schema['x-kubernetes-int-or-string'] === true && /^\d+$/.test(String(complaint?.value));
  return complaint !== undefined && isNumber ? { ...complaint, next: 'remove the quotes' } : complaint;
}

function checkPattern(
  value: string,
  pattern: string,
  meaning = `what matches ${pattern}`,
): Complaint | undefined {
  const judged = hasMatch(value, pattern);
  if (judged === true) return undefined;
  if (judged === false) return invalid(value, `${describe(value)} does not have the form required`, meaning);
  return {
    ...invalid(value, `the pattern ${pattern} cannot be judged here`, pattern),
    severity: 'unjudged',
  };
}

function checkFormat(value: string, format: string): Complaint | undefined {
  const judged = hasFormat(value, format);
  if (judged === 'yes') return undefined;
  const unjudged = judged === 'unjudged';
  return {
    rule: 'format',
    severity: unjudged ? 'unjudged' : 'error',
    message: unjudged
      ? `the format ${format} cannot be judged here`
      : `${describe(value)} is not of format ${format}`,
    value,
    allowed: format,
  };
}

function checkNumber(value: number, { schema }: SchemaNode): Complaint | undefined {
  const { minimum, maximum, multipleOf } = schema;
  if (typeof maximum === 'number') {
    const exclusive = schema['exclusiveMaximum'] === true;
    if (value > maximum || (exclusive && value === maximum)) {
      return invalid(value, `${value} is too large`, `${exclusive ? 'less than' : 'at most'} ${maximum}`);
    }
  }
  if (typeof minimum === 'number') {
    const exclusive = schema['exclusiveMinimum'] === true;
    if (value < minimum || (exclusive && value === minimum)) {
      return invalid(value, `${value} is too small`, `${exclusive ? 'more than' : 'at least'} ${minimum}`);
    }
  }
  if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) {
    return invalid(value, `${value} is not a multiple of ${multipleOf}`, `multiples of ${multipleOf}`);
  }
  return undefined;
}

/** Divides as upstream does, so that rounding errors agree. */
function isMultiple(value: number, factor: number): boolean {
  return Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor);
}

function checkCount(
  value: unknown,
  count: number,
  { schema }: SchemaNode,
  what: 'Items' | 'Properties',
  noun: string,
): Complaint | undefined {
  const minimum = schema[`min${what}`];
  const maximum = schema[`max${what}`];
  if (typeof maximum === 'number' && count > maximum) {
    return stopping(
      invalid(value, `has ${count} ${plural(count, noun)}`, `at most ${maximum} ${plural(maximum, noun)}`),
    );
  }
  if (typeof minimum === 'number' && count < minimum) {
    return invalid(
      value,
      `has ${count} ${plural(count, noun)}`,
      `at least ${minimum} ${plural(minimum, noun)}`,
    );
  }
  return undefined;
}

/** What the API server tells from other invalid values: it then does not evaluate the rules of custom resources. */
function stopping(complaint: Complaint): Complaint {
  return { ...complaint, stopsRules: true };
}

function invalid(value: unknown, message: string, allowed: string): Complaint {
  return { rule: 'invalid-value', message, value, allowed };
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

/** What the API server says of a rule that does not hold, word for word. */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { costExceeded, type Outcome } from '../cel.ts';
import type { RuleSource } from './rule.ts';

export interface Detail {
  readonly detail: string;
  /** The API server evaluates no further rule. */
  readonly isLast: boolean;
}

/** `MaxEvaluatedMessageExpressionSizeBytes`. */
const longestMessageBytes = 5 * 1024;

/** @param message what became of the rule's messageExpression. What cannot be used gives way to the message. */
export function detailOf(source: RuleSource, message: Outcome | undefined): Detail {
  if (message?.outcome === 'value' && typeof message.value === 'string') {
    const text = message.value.trim();
    const isUsable = text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= longestMessageBytes;
    if (isUsable) return { detail: text, isLast: false };
  }
  if (message?.outcome === 'error' && message.message === costExceeded) {
    const expression = JSON.stringify(source.messageExpression);
    return {
      detail: `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${expression}`,
      isLast: true,
    };
  }
  const { message: given = '' } = source;
  return { detail: given === '' ? `failed rule: ${source.rule.trim()}` : given.trim(), isLast: false };
}

/** @param error what the evaluation came to */
export function evaluationError({ rule, message = '' }: RuleSource, error: string): Detail {
  const name = (message === '' ? rule : message).trim();
  if (error.startsWith('no such overload')) {
    const why = 'call arguments did not match a supported operator, function or macro signature';
    return { detail: `'${error}': ${why} for rule: ${name}`, isLast: false };
  }
  if (error === costExceeded) {
    const why = 'no further validation rules will be run due to call cost exceeds limit';
    return { detail: `'${error}': ${why} for rule: ${name}`, isLast: true };
  }
  return { detail: `${error} evaluating rule: ${name}`, isLast: false };
}

export function violationText({ reason }: RuleSource, schema: ApiSchema, detail: string): string {
  switch (reason) {
    case 'FieldValueForbidden':
      return `Forbidden: ${detail}`;
    case 'FieldValueRequired':
      return `Required value: ${detail}`;
    case 'FieldValueDuplicate':
      return `Duplicate value: ${typeName(schema)}`;
    default:
      return invalid(schema, detail);
  }
}

export function invalid(schema: ApiSchema, detail: string): string {
  return `Invalid value: ${typeName(schema)}: ${detail}`;
}

/** The API server shows the type in place of the value. */
function typeName(schema: ApiSchema): string {
  return JSON.stringify(schema['type'] ?? '');
}

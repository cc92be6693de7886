import { type Failure, failure } from '../judgement.ts';
import type { Policy, Validation } from '../policies.ts';

/** A denial that only the server knows of. It tells a message and no more: the path is that of the one validation that can have said it. */
export function attributed({ validations }: Policy, message: string): Failure {
  const failing = only(validations, ({ expression }) => isErrorOf(expression, message));
  if (failing !== undefined) return failure('error', ['spec', 'validations', failing], message);
  const index = only(validations, (validation) => maySay(validation, message));
  if (index === undefined) return failure('denied', [], message);
  return failure('denied', ['spec', 'validations', index], message, validations[index]?.reason || undefined);
}

function only(
  validations: readonly Validation[],
  holds: (validation: Validation) => boolean,
): number | undefined {
  const found = validations.flatMap((validation, index) => (holds(validation) ? [index] : []));
  return found.length === 1 ? found[0] : undefined;
}

/** Shadow policies are written in lines of their own (see shadow.ts), so spaces may differ. */
function isErrorOf(expression: string, message: string): boolean {
  return flat(message).startsWith(flat(`expression '${expression.trim()}' resulted in error: `));
}

function maySay(
  { expression, message: text = '', messageExpression = '' }: Validation,
  message: string,
): boolean {
  if (messageExpression !== '') return !/^expression '.*' resulted in error: /s.test(message);
  return flat(message) === flat(text.trim() || `failed expression: ${expression.trim()}`);
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

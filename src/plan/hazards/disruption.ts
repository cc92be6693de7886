import { fieldsOf } from '../../manifest/select.ts';
import type { Hazard, Reviewed } from './hazard.ts';

/** Budgets by which more pods may be evicted at once, or none at all. */
export function budgetChanges({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'policy/PodDisruptionBudget' || change.kind === 'removed') return [];
  return ['minAvailable', 'maxUnavailable'].flatMap((field): Hazard[] => {
    const [was, is] = [before, after].map((budget) => amountOf(fieldsOf(budget, 'spec')[field]));
    const message = messageOf(field, was, is);
    if (message === undefined) return [];
    return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', field] }];
  });
}

/** A count of pods, or a share of all. */
interface Amount {
  readonly text: string;
  readonly number: number;
  readonly isShare: boolean;
}

function amountOf(value: unknown): Amount | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const text = String(value);
  return { text, number: Number.parseFloat(text), isShare: text.endsWith('%') };
}

/** Which of a count and a share is more depends on how many pods there are. */
function messageOf(field: string, was: Amount | undefined, is: Amount | undefined): string | undefined {
  if (is === undefined || was?.text === is.text) return undefined;
  if (field === 'maxUnavailable' ? is.number === 0 : is.text === '100%')
    return 'lets no pod be evicted: nodes cannot be drained';
  if (was === undefined || was.isShare !== is.isShare) return undefined;
  if (field === 'minAvailable' ? is.number > was.number : is.number < was.number) return undefined;
  return `lets more pods be evicted at once: ${field} goes from ${was.text} to ${is.text}`;
}

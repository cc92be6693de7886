import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Budgets by which more pods may be evicted at once, or none at all. */
export function budgetChanges({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'policy/PodDisruptionBudget' || change.kind === 'removed') return [];
  const [was, is] = [before, after].map((budget) => budget && limitOf(budget));
  if (is === undefined || (was?.amount === is.amount && was.field === is.field)) return [];
  const message = messageOf(was, is);
  if (message === undefined) return [];
  return [
    {
      severity: 'warning',
      rule: 'protection-cut',
      message,
      path: is.field === undefined ? ['spec'] : ['spec', is.field],
    },
  ];
}

/** How many pods may go: the higher the number, the more. */
interface Limit {
  readonly field?: 'maxUnavailable' | 'minAvailable';
  readonly amount: string;
  /** Numbers of one unit can be compared: shares of all, or counts of those that stay, or that go. */
  readonly unit: keyof typeof extremes;
  readonly number: number;
}

/** By which numbers all may go or none, however many there are. */
const extremes = {
  '%': { all: 100, none: 0 },
  minAvailable: { all: 0, none: undefined },
  maxUnavailable: { all: undefined, none: 0 },
} as const;

/** Kubernetes 1.34, `pkg/controller/disruption/disruption.go`, `getExpectedPodCount`: without a limit, all may go. */
function limitOf(budget: KubernetesObject): Limit {
  const spec = fieldsOf(budget, 'spec');
  const field = (['minAvailable', 'maxUnavailable'] as const).find((each) =>
    /^(?:number|string)$/.test(typeof spec[each]),
  );
  if (field === undefined) return { amount: 'none', unit: '%', number: 100 };
  const amount = shown(spec[field]);
  const number = Number.parseFloat(amount);
  const isShare = amount.endsWith('%');
  return {
    field,
    amount,
    unit: isShare ? '%' : field,
    number: field === 'maxUnavailable' ? number : isShare ? 100 - number : -number,
  };
}

/** Which of two units is more depends on how many pods there are. */
function messageOf(was: Limit | undefined, is: Limit): string | undefined {
  const lets = (what: 'all' | 'none', limit: Limit): boolean => limit.number === extremes[limit.unit][what];
  if (lets('none', is))
    return was !== undefined && lets('none', was)
      ? undefined
      : 'lets no pod be evicted: nodes cannot be drained';
  if (was === undefined || lets('all', was)) return undefined;
  if (!lets('all', is) && !(is.unit === was.unit && is.number > was.number)) return undefined;
  const change =
    was.field === is.field
      ? `${is.field} goes from ${was.amount} to ${is.amount}`
      : `${textOf(is)} takes the place of ${textOf(was)}`;
  return `lets more pods be evicted at once: ${change}`;
}

function textOf({ field, amount }: Limit): string {
  return field === undefined ? 'no limit' : `${field} ${amount}`;
}

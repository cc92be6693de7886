import { compareQuantities, parseQuantity } from '../../manifest/quantity.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Finding } from '../../report/finding.ts';
import { compareText } from '../../report/sort.ts';
import type { Move } from '../move.ts';
import { keyOf, nameOf, ofKind, type Seen } from '../timeline.ts';

/**
 * Quotas that HEAD sets below what runs: that goes on, and the next pod is refused. On the way back nothing is told, as
 * BASE's quotas are what the merge replaces.
 */
export function quotaFindings({ direction, before, after }: Move): Finding[] {
  if (direction === 'back') return [];
  const old = new Map(
    ofKind(before, 'ResourceQuota').map((seen) => [keyOf(seen), new Set(excessesOf(seen))]),
  );
  return ofKind(after, 'ResourceQuota').flatMap((seen) => {
    const resources = excessesOf(seen).filter((resource) => old.get(keyOf(seen))?.has(resource) !== true);
    if (resources.length === 0) return [];
    const { used, hard } = amountsOf(seen);
    const told = resources.map((each) => `${each} ${String(used[each])} of ${String(hard[each])}`).join(', ');
    return {
      severity: 'error',
      rule: 'quota-exceeded',
      message: `allows less than is used, so that nothing more is let in: ${told}`,
      subject: `${seen.cluster} ${nameOf(seen.object)}`,
      next: 'raise the quota, or let less run in a commit before',
    };
  });
}

/** Resources of which more is used than allowed. */
function excessesOf(quota: Seen): string[] {
  const { used, hard } = amountsOf(quota);
  return Object.keys(hard)
    .filter((resource) => {
      const [is, may] = [used[resource], hard[resource]].map((amount) => parseQuantity(String(amount)));
      return is !== undefined && may !== undefined && compareQuantities(is, may) > 0;
    })
    .sort(compareText);
}

function amountsOf({ object }: Seen) {
  return { used: fieldsOf(object, 'status', 'used'), hard: fieldsOf(object, 'status', 'hard') };
}

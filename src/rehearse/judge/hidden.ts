import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';

/** What a reviewer might think was tried. On the way back it is the same. */
export function hiddenFindings({ direction, hidden }: Move): Finding[] {
  if (direction === 'back') return [];
  return hidden.map(({ file, where, reason }) => ({
    severity: 'warning',
    rule: 'not-rehearsed',
    message: `${where} changes in git, but not in the lab: ${reason}`,
    location: { file },
    next: 'judge it by the plan',
  }));
}

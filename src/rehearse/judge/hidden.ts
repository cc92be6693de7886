import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';

/** What a reviewer might think was tried. */
export function hiddenFindings({ hidden }: Move): Finding[] {
  return hidden.map(({ file, where, reason }) => ({
    severity: 'warning',
    rule: 'not-rehearsed',
    message: `${where} changes in git, but not in the lab: ${reason}`,
    location: { file },
    next: 'judge it by the plan',
  }));
}

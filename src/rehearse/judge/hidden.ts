import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { unrunHooks } from '../observe/hooks.ts';

/** What a reviewer might think was tried. */
export function hiddenFindings(move: Move): Finding[] {
  const fields = move.hidden.map(
    ({ file, where, reason }): Finding => ({
      severity: 'warning',
      rule: 'not-rehearsed',
      message: `${where} changes in git, but not in the lab: ${reason}`,
      location: { file },
      next: 'judge it by the plan',
    }),
  );
  return [...fields, ...hookFindings(move)];
}

/** On the way back nobody asks. */
function hookFindings(move: Move): Finding[] {
  if (move.direction === 'back') return [];
  return unrunHooks(move).map(({ application, hooks }) => ({
    severity: 'warning',
    rule: 'not-rehearsed',
    message: `its hooks change, but nothing for which Argo CD begins a sync, so that none of them ran: ${hooks.join(', ')}`,
    subject: application,
    next: `change something else of it in the same commit, or let the hooks run once it is merged: argocd app sync ${application}`,
  }));
}

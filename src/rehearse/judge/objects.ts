import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { type ObjectChange, objectChanges } from '../observe/objects.ts';

/** With these, data or an address is gone that no new object brings back. */
const lasting = new Set([
  'CustomResourceDefinition',
  'Namespace',
  'PersistentVolumeClaim',
  'Service',
  'StatefulSet',
]);
const holdsData = new Set(['CustomResourceDefinition', 'Namespace', 'PersistentVolumeClaim']);

/** What others rely on, who do not see it go. */
const missed = new Set(['PodDisruptionBudget', 'StatefulSet']);

/** They are made anew to run again. */
const runsOnce = new Set(['Job', 'Pod']);

export function objectFindings(move: Move): Finding[] {
  return objectChanges(move, move.before, move.after).flatMap((change) => {
    const finding = findingOf(change, move);
    return finding === undefined ? [] : [{ ...finding, subject: `${change.cluster} ${change.name}` }];
  });
}

function findingOf({ what, kind, isSynced }: ObjectChange, { direction }: Move): Finding | undefined {
  switch (what) {
    case 'created':
      return undefined;
    case 'recreated':
      if (runsOnce.has(kind)) return undefined;
      return {
        severity: lasting.has(kind) ? 'error' : 'warning',
        rule: 'recreated',
        message: 'was deleted and made anew: it is another object of the same name',
        next: 'change it in place, or move to another name in steps',
      };
    case 'pruned':
      if (direction === 'back') return undefined;
      if (missed.has(kind))
        return { severity: 'warning', rule: 'pruned', message: 'git no longer has it: it is gone' };
      if (!holdsData.has(kind)) return undefined;
      return {
        severity: 'error',
        rule: 'data-pruned',
        message: 'was deleted, and all that it holds with it',
        next: 'annotate it with argocd.argoproj.io/sync-options: Prune=false, and delete it by hand when it is no longer needed',
      };
    case 'lost':
      return {
        severity: 'error',
        rule: 'lost-with-namespace',
        message: 'is of no version in git, and was deleted with its namespace',
        next: 'move it before its namespace goes',
      };
    case 'left':
      // What an Application leaves when it goes itself stays on purpose.
      if (!isSynced) return undefined;
      return {
        severity: direction === 'back' ? 'error' : 'warning',
        rule: direction === 'back' ? 'rollback-not-clean' : 'left-behind',
        message: 'git no longer has it, and it is still there',
        next: 'delete it by hand, or let Argo CD prune it',
      };
  }
}

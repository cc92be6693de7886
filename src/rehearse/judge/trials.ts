import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import type { Trial } from '../trial-pods.ts';
import { podFindings } from './pods.ts';

/** What bites only when a node is drained or a scaler wants more: nothing rolls, so no pod is refused on the way. */
export function trialFindings(move: Move): Finding[] {
  const { direction, end, refusedPods } = move;
  if (direction === 'back' || end !== 'settled') return [];
  const refusedBefore = new Set(refusedPods.before.map(subjectOf));
  const told = podFindings(move).filter(({ severity }) => severity === 'error');
  const owners = new Set(told.map(({ subject }) => subject));
  return refusedPods.after
    .filter((trial) => !refusedBefore.has(subjectOf(trial)) && !owners.has(ownerOf(trial)))
    .map((trial) => ({
      severity: 'error',
      rule: 'next-pod-refused',
      message: `the next pod of it would not be let in: ${trial.message}`,
      subject: subjectOf(trial),
      next: 'keep what its pods need for as long as it runs, or change its pods in the same commit',
    }));
}

function subjectOf({ cluster, workload }: Trial): string {
  return `${cluster} ${workload}`;
}

/** As findings of pods name it, without its kind. */
function ownerOf({ cluster, workload }: Trial): string {
  return `${cluster} ${workload.slice(workload.indexOf(' ') + 1)}`;
}

import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import type { Trial } from '../trial-pods.ts';
import { podFindings } from './pods.ts';

/** What bites only when a node is drained or a scaler wants more: nothing rolls, so no pod is refused on the way. */
export function trialFindings(move: Move): Finding[] {
  const { direction, end, refusedPods } = move;
  if (direction === 'back' || end !== 'settled') return [];
  const refusedBefore = new Set(
    refusedPods.before.filter(({ isUnjudged }) => isUnjudged !== true).map(subjectOf),
  );
  const told = podFindings(move).filter(({ severity }) => severity === 'error');
  const owners = new Set(told.map(({ subject }) => subject));
  const refused = refusedPods.after
    .filter(({ isUnjudged }) => isUnjudged !== true)
    .filter((trial) => !refusedBefore.has(subjectOf(trial)) && !owners.has(ownerOf(trial)))
    .map(
      (trial): Finding => ({
        severity: 'error',
        rule: 'next-pod-refused',
        message: `the next pod of it would not be let in: ${trial.message}`,
        subject: subjectOf(trial),
        next: 'keep what its pods need for as long as it runs, or change its pods in the same commit',
      }),
    );
  return [...refused, ...unjudged(refusedPods)];
}

/** Each answer of a cluster once: what gives none to one pod gives the same to all. One that BASE got too is a warning. */
function unjudged({ before, after }: Move['refusedPods']): Finding[] {
  const old = new Set(before.filter(({ isUnjudged }) => isUnjudged === true).map(answerOf));
  const silent = after.filter(({ isUnjudged }) => isUnjudged === true);
  return [...Map.groupBy(silent, answerOf)].flatMap(([answer, [first, ...others]]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, nor of ${counted(others.length, 'other workload')}`;
    return {
      severity: old.has(answer) ? 'warning' : 'unjudged',
      rule: 'next-pod-unjudged',
      message: `whether the next pod of it would be let in is not known${more}: ${first.message}`,
      subject: subjectOf(first),
      next: 'see why the API server gives no answer to a dry run, and rehearse again',
    };
  });
}

function answerOf({ cluster, message }: Trial): string {
  return `${cluster} ${message}`;
}

function subjectOf({ cluster, workload }: Trial): string {
  return `${cluster} ${workload}`;
}

/** As findings of pods name it, without its kind. */
function ownerOf({ cluster, workload }: Trial): string {
  return `${cluster} ${workload.slice(workload.indexOf(' ') + 1)}`;
}

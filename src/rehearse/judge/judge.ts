/**
 * What a reviewer would stop for in a move: facts → findings. Pure.
 *
 *     syncs.ts       what Argo CD could not apply, or did not finish
 *     pods.ts        pods that could not be placed, were not let in, or had to give way
 *     trials.ts      workloads whose next pod would not be let in, though nothing rolls
 *     references.ts  ConfigMaps, Secrets and the like that are gone, though asked for, or come too late
 *     capacity.ts    fewer pods than budgets, scalers and Services need
 *     ports.ts       ports of Services that lead to no pod
 *     quotas.ts      quotas below what runs
 *     scalers.ts     scalers that cannot do their work
 *     canaries.ts    new versions that were not taken over
 *     objects.ts     objects made anew, and what went with a namespace
 *     leftover.ts    what is not as git says, though Argo CD has done its work
 *     hidden.ts      what of the change no lab can try
 */
import type { Finding } from '../../report/finding.ts';
import { sortFindings } from '../../report/sort.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import type { Hold } from '../settle/holds.ts';
import { canaryFindings } from './canaries.ts';
import { waitsForPeople } from './canary-health.ts';
import { capacityFindings } from './capacity.ts';
import { hiddenFindings } from './hidden.ts';
import { leftoverFindings } from './leftover.ts';
import { objectFindings } from './objects.ts';
import { podFindings } from './pods.ts';
import { portFindings } from './ports.ts';
import { quotaFindings } from './quotas.ts';
import { referenceFindings } from './references.ts';
import { scalerFindings } from './scalers.ts';
import { syncFindings } from './syncs.ts';
import { trialFindings } from './trials.ts';

const judges: readonly ((move: Move) => Finding[])[] = [
  syncFindings,
  podFindings,
  trialFindings,
  referenceFindings,
  capacityFindings,
  portFindings,
  quotaFindings,
  scalerFindings,
  canaryFindings,
  objectFindings,
  leftoverFindings,
  hiddenFindings,
];

/** Worst first. */
export function judgeMove(move: Move): Finding[] {
  const findings = judges.flatMap((judge) => judge(move));
  if (move.end === 'settled') return sortFindings(findings);
  const waits = move.tooLong.map(tooLong);
  const isExplained = findings.some(({ severity }) => severity !== 'warning') || waitsForPeople(move);
  const isOpen = !isExplained && waits.length === 0;
  return sortFindings([...findings, ...waits, ...(isOpen ? [notSettled(move)] : [])]);
}

/** What comes after it has not been seen. */
function tooLong({ subject, reason }: Hold): Finding {
  return {
    severity: 'unjudged',
    rule: 'wait-too-long',
    subject,
    message: `${reason}, which is longer than a rehearsal waits`,
    next: 'rehearse it with shorter waits: --request fast-canaries for pauses of canaries',
  };
}

function notSettled({ end, open, seconds }: Move): Finding {
  const [first = 'something', ...others] = open;
  const more = others.length === 0 ? '' : `, and ${counted(others.length, 'other thing')}`;
  const how = end === 'stuck' ? 'nothing moves any more' : 'it is not over';
  return {
    severity: 'error',
    rule: 'not-settled',
    message: `after ${seconds.toFixed(0)} s ${how}: ${first}${more}`,
    next: 'rehearse again; if it stays so, see what it waits for',
  };
}

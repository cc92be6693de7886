import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import { type PodTrouble, podTroubles } from '../observe/pods.ts';

export function podFindings({ timeline, end }: Move): Finding[] {
  return podTroubles(timeline).flatMap((trouble) => {
    const finding = findingOf(trouble, end === 'settled');
    return finding === undefined ? [] : [{ ...finding, subject: `${trouble.cluster} ${trouble.owner}` }];
  });
}

function findingOf({ what, message, pods, lasts }: PodTrouble, isSettled: boolean): Finding | undefined {
  const number = counted(pods, 'pod');
  switch (what) {
    case 'unschedulable': {
      // Pods wait a moment for those that make room; that is how it is meant.
      if (!lasts) return undefined;
      const next = 'ask for what nodes have, or make room for it first';
      return {
        severity: 'error',
        rule: 'unschedulable',
        message: `${number} found no node: ${message}`,
        next,
      };
    }
    case 'refused': {
      const severity = isSettled ? 'warning' : 'error';
      const rule = /exceeded quota/.test(message) ? 'quota-exceeded' : 'pods-refused';
      const next = 'see what a rollout needs beside what runs already';
      return { severity, rule, message: `pods were not let in: ${message}`, next };
    }
    case 'preempted': {
      const next = 'give it no higher priority than what it displaces, or more room';
      return {
        severity: 'error',
        rule: 'preempted',
        message: `${number} had to give way to others: ${message}`,
        next,
      };
    }
    case 'not-ready': {
      const next = 'see its readiness probe, and what it waits for';
      return {
        severity: 'error',
        rule: 'not-ready',
        message: `${number} did not become Ready: ${message}`,
        next,
      };
    }
  }
}

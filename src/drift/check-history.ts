import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { isYetToCome } from './clock.ts';
import type { DriftHistory } from './history.ts';

/**
 * Without what is known of clusters that git has no more: nobody will look at them again.
 *
 * @param isKept whether git has the target of this name, or nobody knows
 */
export function forgetOthers(
  history: DriftHistory,
  isKept: (target: string) => boolean,
): { readonly history: DriftHistory; readonly findings: readonly Finding[] } {
  const removed = Object.keys(history.lookedAt).filter((name) => !isKept(name));
  const findings = removed.map((subject): Finding => {
    const count = history.findings.filter(({ target }) => target === subject).length;
    const message = `git has it no more: what was found there is removed from the history (${counted(count, 'finding')})`;
    return { severity: 'warning', rule: 'removed', subject, message };
  });
  return {
    history: {
      ...history,
      lookedAt: Object.fromEntries(Object.entries(history.lookedAt).filter(([name]) => isKept(name))),
      findings: history.findings.filter(({ target }) => isKept(target)),
    },
    findings,
  };
}

/**
 * Clusters that a wrong clock silences: what was looked at since counts as older.
 *
 * @param now milliseconds since 1970
 */
export function clockFindings({ lookedAt }: DriftHistory, now: number): Finding[] {
  return Object.entries(lookedAt)
    .filter(([, time]) => isYetToCome(time, now))
    .map(([subject, time]): Finding => {
      const message = `the history is of ${time}, which is yet to come: nothing newer is remembered`;
      const next = 'set the clock of this machine if it is wrong, else correct the time in the history';
      return { severity: 'unjudged', rule: 'clock', subject, message, next };
    });
}

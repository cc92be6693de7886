import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { ApplicationSet } from './application.ts';
import { compareMakers } from './expected.ts';
import { type ApplicationState, listed } from './judge.ts';

/** Where Argo CD reads from, as messages name it: `https://… at main`. */
export type Source = string;

/** Why Applications that must be there are not, one finding for each ApplicationSet; and what ApplicationSets complain of. */
export function makerFindings(
  states: readonly ApplicationState[],
  applicationSets: readonly ApplicationSet[],
  source: Source,
): Finding[] {
  const makers = [...new Set(states.map(({ maker }) => maker))].sort(compareMakers);
  return makers.flatMap((maker): Finding[] => {
    const applicationSet = applicationSets.find(({ metadata }) => metadata.name === maker);
    const error = applicationSet?.status?.conditions?.find(
      ({ type, status }) => type === 'ErrorOccurred' && status === 'True',
    );
    const base = { severity: 'error', subject: maker } as const;
    if (error) {
      const next = 'correct it in git, or see whether Argo CD can read the repository';
      return [
        { ...base, rule: 'applicationset-error', message: error.message.replaceAll(/\s+/g, ' '), next },
      ];
    }
    const missing = states.filter((state) => state.maker === maker && state.sync === 'Missing');
    if (missing.length === 0) return [];
    const what = `${counted(missing.length, 'Application')} not there yet: ${listed(missing.map(({ name }) => name))}`;
    if (!applicationSet) return [{ ...base, ...waitingForEarlier(states, maker, what) }];
    if (applicationSet.status?.conditions === undefined) {
      const message = `${what}; nobody works on the ApplicationSet`;
      const next = 'see whether the argocd-applicationset-controller runs';
      return [{ ...base, rule: 'applicationset-silent', message, next }];
    }
    const message = `${what}; Argo CD finds no such folder in ${source}`;
    const next = 'commit and push dist: Argo CD reads the repository, not this folder';
    return [{ ...base, rule: 'application-missing', message, next }];
  });
}

function waitingForEarlier(
  states: readonly ApplicationState[],
  maker: string,
  what: string,
): Pick<Finding, 'rule' | 'message' | 'next'> {
  const earlier = states.find((state) => !state.isDone && compareMakers(state.maker, maker) < 0);
  const reason =
    earlier === undefined
      ? 'the root Application has not made the ApplicationSet'
      : `the root Application waits for ${earlier.maker}, where ${earlier.name} is not Synced and Healthy`;
  const next = earlier === undefined ? 'see the root Application' : `settle ${earlier.maker} first`;
  return { rule: 'application-missing', message: `${what}; ${reason}`, next };
}

import { oneLine } from '../cluster/one-line.ts';
import { counted } from '../report/words.ts';
import type { ApplicationSet } from './application.ts';
import { compareMakers } from './expected.ts';
import type { ApplicationState, Problem } from './judge.ts';
import { rootName } from './names.ts';
import { listed } from './words.ts';

/** What is wrong with something that makes Applications. */
export interface MakerProblem extends Problem {
  readonly subject: string;
}

/**
 * Why Applications that must be there are not, and what ApplicationSets complain of.
 *
 * @param source where Argo CD reads from, in words
 */
export function makerProblems(
  states: readonly ApplicationState[],
  applicationSets: readonly ApplicationSet[],
  source: string,
): MakerProblem[] {
  const missing = states.filter(({ sync }) => sync === 'Missing');
  const made = applicationSets.map(({ metadata }) => metadata.name);
  const ofSets = applicationSets
    .filter(({ metadata }) => states.some(({ maker }) => maker === metadata.name))
    .flatMap((applicationSet) => problemOf(applicationSet, missing, source) ?? []);
  const unmade = missing.filter(({ maker }) => !made.includes(maker));
  return unmade.length === 0 ? ofSets : [...ofSets, waitingForEarlier(states, unmade)];
}

function problemOf(
  { metadata, status }: ApplicationSet,
  allMissing: readonly ApplicationState[],
  source: string,
): MakerProblem | undefined {
  const base = { subject: metadata.name ?? '', waits: false };
  const error = status?.conditions?.find(({ type, status: is }) => type === 'ErrorOccurred' && is === 'True');
  if (error) {
    const next = 'correct it in git, or see whether Argo CD can read the repository';
    return { ...base, rule: 'applicationset-error', message: oneLine(error.message), next };
  }
  const missing = allMissing.filter(({ maker }) => maker === metadata.name);
  if (missing.length === 0) return undefined;
  if (status?.conditions === undefined) {
    const message = `${notThere(missing)}; nobody works on the ApplicationSet`;
    const next = 'see whether argocd-applicationset-controller runs';
    return { ...base, rule: 'applicationset-silent', message, next };
  }
  const message = `${notThere(missing)}; Argo CD finds no such folder in ${source}`;
  const next = 'commit and push dist: Argo CD reads the repository, not this folder';
  return { ...base, rule: 'application-missing', message, next };
}

/** The root Application makes one ApplicationSet after the other. */
function waitingForEarlier(
  states: readonly ApplicationState[],
  unmade: readonly ApplicationState[],
): MakerProblem {
  const makers = [...new Set(unmade.map(({ maker }) => maker))].sort(compareMakers);
  const [first = ''] = makers;
  const earlier = states.find((state) => !state.isDone && compareMakers(state.maker, first) < 0);
  const reason =
    earlier === undefined ? '' : `: it waits for ${earlier.maker}, where ${earlier.name} is not done`;
  return {
    subject: rootName,
    rule: 'application-missing',
    message: `has not made ${listed(makers)} yet${reason}; ${notThere(unmade)}`,
    next: earlier === undefined ? 'see the root Application' : `settle ${earlier.maker} first`,
    waits: true,
  };
}

function notThere(missing: readonly ApplicationState[]): string {
  return `${counted(missing.length, 'Application')} not there: ${listed(missing.map(({ name }) => name))}`;
}

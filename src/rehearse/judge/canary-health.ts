import type { Move } from '../move.ts';
import { type Canary, canariesOf } from '../observe/canaries.ts';
import type { ApplicationProblem } from '../stage.ts';

/** What Argo CD says of the health of a Rollout whose canary came to this. */
const healthOf: Readonly<Partial<Record<Canary['outcome'], string>>> = {
  aborted: 'Degraded: RolloutAborted',
  paused: 'Suspended',
};

/** Whether a problem of an Application is a canary that waits for a person or was aborted, which is told as such. */
export function isCanaryIn({ timeline }: Pick<Move, 'timeline'>): (problem: ApplicationProblem) => boolean {
  return isOneOf(canariesOf(timeline));
}

function isOneOf(canaries: readonly Canary[]): (problem: ApplicationProblem) => boolean {
  const told = canaries.flatMap(({ name, outcome }) => {
    const health = healthOf[outcome];
    return health === undefined ? [] : [`${name} is ${health}`];
  });
  return ({ message }) => told.some((each) => message.startsWith(each));
}

/** Whether nothing is open but Applications that wait for such canaries. */
export function waitsForPeople({
  open,
  states,
  timeline,
}: Pick<Move, 'open' | 'states' | 'timeline'>): boolean {
  const isPause = isOneOf(canariesOf(timeline).filter(({ outcome }) => outcome === 'paused'));
  const waiting = states.filter(
    ({ isDone, problems }) => !isDone && problems.length > 0 && problems.every(isPause),
  );
  return open.length > 0 && open.every((line) => waiting.some(({ name }) => line.startsWith(`${name} is `)));
}

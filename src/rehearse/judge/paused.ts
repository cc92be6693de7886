import type { Move } from '../move.ts';
import { canariesOf } from '../observe/canaries.ts';
import type { ApplicationProblem } from '../stage.ts';

/** Whether a problem of an Application is a canary that waits for a person, which is told as such. */
export function isPauseIn({ timeline }: Pick<Move, 'timeline'>): (problem: ApplicationProblem) => boolean {
  const paused = canariesOf(timeline)
    .filter(({ outcome }) => outcome === 'paused')
    .map(({ name }) => `${name} is Suspended`);
  return ({ message }) => paused.some((each) => message.startsWith(each));
}

/** Whether nothing is open but Applications that wait for such canaries. */
export function waitsForPeople({
  open,
  states,
  timeline,
}: Pick<Move, 'open' | 'states' | 'timeline'>): boolean {
  const isPause = isPauseIn({ timeline });
  const waiting = states.filter(
    ({ isDone, problems }) => !isDone && problems.length > 0 && problems.every(isPause),
  );
  return open.length > 0 && open.every((line) => waiting.some(({ name }) => line.startsWith(`${name} is `)));
}

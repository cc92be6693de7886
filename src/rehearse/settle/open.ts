import type { Desired } from '../desired.ts';
import { isFinished, isServing } from '../pods.ts';
import type { ApplicationState } from '../stage.ts';
import { kindOf, nameOf, type Seen } from '../timeline.ts';
import { openAutoscalers, staleScalers } from './autoscalers.ts';
import type { Since } from './since.ts';
import { unaskedScalers } from './triggers.ts';

/** What there is at a look. */
export interface Look {
  readonly states: readonly ApplicationState[];
  readonly world: readonly Seen[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What is not as it is to be.
 *
 * @param desired what git gives the clusters
 */
export function openMatters(
  { states, world, now }: Look,
  desired: readonly Desired[],
  since: Since,
): string[] {
  const applications = states
    .filter(({ isDone }) => !isDone)
    .map(({ name, sync, health }) => `${name} is ${sync}, ${health}`);
  const pods = world
    .filter(({ object }) => kindOf(object) === 'Pod' && !isServing(object) && !isFinished(object))
    .map(({ object }) => `${nameOf(object)} is not Ready`);
  const autoscalers = openAutoscalers(world, desired, since, now);
  const unasked = unaskedScalers(world, since, now).map(
    ({ subject }) => `${subject} may not have asked its triggers yet`,
  );
  return [...applications, ...pods, ...autoscalers, ...staleScalers(desired, world), ...unasked];
}

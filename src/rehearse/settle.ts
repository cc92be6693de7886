import { setTimeout as sleep } from 'node:timers/promises';
import { fieldsOf, textOf } from '../manifest/select.ts';
import { counted } from '../report/words.ts';
import { type Hold, holdsOf } from './holds.ts';
import { isFinished, isServing } from './pods.ts';
import type { ApplicationState, Stage } from './stage.ts';
import { kindOf, nameOf, type Seen } from './timeline.ts';
import type { Recorder } from './watch.ts';

export interface Settled {
  /** `stuck`: nothing moves any more, though not everything is done. */
  readonly end: 'settled' | 'stuck' | 'out of time';
  readonly seconds: number;
  /** Of these, how long something waited as it declares. */
  readonly declaredSeconds: number;
  readonly holds: readonly Hold[];
  readonly states: readonly ApplicationState[];
  /** When each Application was done, in seconds, by name. */
  readonly doneSeconds: ReadonlyMap<string, number>;
}

const lookSeconds = 1;

/** A state counts when it has lasted so long: controllers answer one another. */
const steadySeconds = 4;

/** Nothing moves for so long: HPAs look every 15 s, Argo CD tries a failed sync again after 10 s and then 20 s. */
const quietSeconds = 35;

/** Beyond declared waits. */
const limitSeconds = 240;

/** An Argo CD that has just started reads everything before it does anything. */
export const startSeconds = 120;

/**
 * Waits until everything is as git says and serves, or nothing moves any more.
 *
 * @param patienceSeconds how long nothing may move. Default: what controllers take at most between two attempts
 */
export async function untilSettled(
  stage: Stage,
  recorder: Recorder,
  patienceSeconds = quietSeconds,
): Promise<Settled> {
  const { deployer, progress, signal, cluster } = stage;
  const begin = performance.now();
  const doneSeconds = new Map<string, number>();
  const held = new Map<string, Hold>();
  let declaredSeconds = 0;
  let last = { print: '', seconds: 0 };
  let doneSince: number | undefined;
  let told = '';
  let before = 0;
  for (;;) {
    signal.throwIfAborted();
    const states = await deployer.states();
    const seconds = (performance.now() - begin) / 1000;
    const world = [...recorder.now];
    const holds = holdsOf(world, Date.now());
    for (const hold of holds) held.set(`${hold.subject} ${hold.reason}`, hold);
    for (const { name, isDone } of states) {
      if (!isDone) doneSeconds.delete(name);
      else if (!doneSeconds.has(name)) doneSeconds.set(name, seconds);
    }
    const open = openMatters(states, world);
    const print = JSON.stringify([open, fingerprint(states, world)]);
    const isAsked = states.some(({ problems }) => problems.some(({ rule }) => rule === 'not-compared'));
    if (print !== last.print || holds.length > 0 || isAsked) last = { print, seconds };
    if (open.length > 0 && holds.length > 0) declaredSeconds += seconds - before;
    before = seconds;
    doneSince = open.length > 0 ? undefined : (doneSince ?? seconds);

    const line = waitingFor(open, holds);
    if (line !== told) progress.note(cluster, line);
    told = line;

    const result = { seconds, declaredSeconds, holds: [...held.values()], states, doneSeconds };
    if (doneSince !== undefined && seconds - doneSince >= steadySeconds)
      return { ...result, seconds: doneSince, end: 'settled' };
    if (seconds - last.seconds >= patienceSeconds) return { ...result, end: 'stuck' };
    if (seconds - declaredSeconds > limitSeconds) return { ...result, end: 'out of time' };
    await sleep(lookSeconds * 1000, undefined, { signal });
  }
}

function waitingFor(open: readonly string[], holds: readonly Hold[]): string {
  const [first = 'everything is as git says'] = open;
  const more = open.length > 1 ? `, and ${counted(open.length - 1, 'other thing')}` : '';
  const [hold] = holds;
  return `${first}${more}${hold === undefined ? '' : ` (declared: ${hold.subject} ${hold.reason})`}`;
}

/** What is not as it is to be. */
export function openMatters(states: readonly ApplicationState[], world: readonly Seen[]): string[] {
  const applications = states
    .filter(({ isDone }) => !isDone)
    .map(({ name, sync, health }) => `${name} is ${sync}, ${health}`);
  const pods = world
    .filter(({ object }) => kindOf(object) === 'Pod' && !isServing(object) && !isFinished(object))
    .map(({ object }) => `${nameOf(object)} is not Ready`);
  const scalers = world.flatMap(({ object }) => {
    if (kindOf(object) !== 'HorizontalPodAutoscaler.autoscaling') return [];
    const { minReplicas = 1 } = fieldsOf(object, 'spec');
    const { currentReplicas = 0 } = fieldsOf(object, 'status');
    return Number(currentReplicas) < Number(minReplicas)
      ? [`${nameOf(object)} has ${String(currentReplicas)} of at least ${String(minReplicas)} replicas`]
      : [];
  });
  return [...applications, ...pods, ...scalers];
}

/** Changes whenever something moves: retries that end as the one before do not count. */
function fingerprint(states: readonly ApplicationState[], world: readonly Seen[]): unknown {
  const pods = world
    .filter(({ object }) => kindOf(object) === 'Pod')
    .map(({ object }) => [nameOf(object), isServing(object), textOf(fieldsOf(object, 'spec'), 'nodeName')]);
  const rollouts = world
    .filter(({ object }) => kindOf(object) === 'Rollout.argoproj.io')
    .map(({ object }) => {
      const { phase, currentStepIndex, message } = fieldsOf(object, 'status');
      return [nameOf(object), phase, currentStepIndex, message];
    });
  return [states.map(({ name, sync, health }) => [name, sync, health]), pods, rollouts];
}

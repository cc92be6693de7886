import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf, selectMaps } from '../manifest/select.ts';
import { counted } from '../report/words.ts';
import type { Desired } from './desired.ts';
import { type Hold, holdsOf } from './holds.ts';
import { oneLine } from './observe/words.ts';
import { isFinished, isServing } from './pods.ts';
import type { ApplicationState, Stage } from './stage.ts';
import { kindOf, nameOf, ofKind, type Seen } from './timeline.ts';
import type { Recorder } from './watch.ts';

export interface Settled {
  /** `stuck`: nothing moves any more, though not everything is done. */
  readonly end: 'settled' | 'stuck' | 'out of time';
  readonly seconds: number;
  /** Of these, how long something waited as it declares. */
  readonly declaredSeconds: number;
  readonly holds: readonly Hold[];
  /** What was not as it is to be in the end. */
  readonly open: readonly string[];
  readonly states: readonly ApplicationState[];
  /** When each Application was done, in seconds, by name. */
  readonly doneSeconds: ReadonlyMap<string, number>;
}

const lookSeconds = 1;

/**
 * A state counts when so many looks have found it: controllers answer one another. Looks are counted and not seconds, as
 * where all is slow, looks are too.
 */
const steadyLooks = 4;

/** So many find nothing new: HPAs look every 15 s, Argo CD tries a failed sync again after 10 s and then 20 s. */
const quietLooks = 35;

/** Altogether, beyond those during declared waits. */
const mostLooks = 240;

/** Declared waits may follow one another for so many times the longest of them: whatever is made anew again and again, ends. */
const mostWaitsInRow = 20;

/** An Argo CD that has just started reads everything before it does anything. */
export const looksAtStart = 120;

/**
 * Waits until everything is as git says and serves, or nothing moves any more.
 *
 * @param desired what git gives the clusters
 * @param patience how many looks may find the same. Default: what controllers take at most between two attempts
 */
export async function untilSettled(
  stage: Stage,
  recorder: Recorder,
  desired: readonly Desired[],
  patience = quietLooks,
): Promise<Settled> {
  const { deployer, progress, signal, cluster } = stage;
  const begin = performance.now();
  const doneSeconds = new Map<string, number>();
  const held = new Map<string, Hold>();
  let declaredSeconds = 0;
  const known = new Set<string>();
  let [quiet, done, looks, heldLooks, longestSeconds] = [0, 0, 0, 0, 0];
  let told = '';
  let before = 0;
  let settledSeconds = 0;
  for (;;) {
    signal.throwIfAborted();
    recorder.throwIfBroken();
    const states = await deployer.states();
    const seconds = (performance.now() - begin) / 1000;
    const world = [...recorder.now];
    const holds = holdsOf(world, Date.now());
    for (const { subject, reason } of holds) held.set(`${subject} ${reason}`, { subject, reason });
    for (const { name, isDone } of states) {
      if (!isDone) doneSeconds.delete(name);
      else if (!doneSeconds.has(name)) doneSeconds.set(name, seconds);
    }
    const open = [...openMatters(states, world, desired), ...staleScalers(desired, world)];
    const news = factsIn(states, world).filter((fact) => !known.has(fact));
    for (const fact of news) known.add(fact);
    const isAsked = states.some(({ problems }) => problems.some(({ rule }) => rule === 'not-compared'));
    quiet = news.length > 0 || holds.length > 0 || isAsked ? 0 : quiet + 1;
    if (open.length > 0 && holds.length > 0) declaredSeconds += seconds - before;
    before = seconds;
    done = open.length > 0 ? 0 : done + 1;
    if (done === 1) settledSeconds = seconds;
    longestSeconds = Math.max(longestSeconds, ...holds.map((hold) => hold.seconds));
    if (holds.length > 0 && heldLooks < mostWaitsInRow * longestSeconds) heldLooks += 1;
    else looks += 1;

    const line = waitingFor(open, holds);
    if (line !== told) progress.note(cluster, line);
    told = line;

    const result = { seconds, declaredSeconds, holds: [...held.values()], open, states, doneSeconds };
    if (done > steadyLooks) return { ...result, seconds: settledSeconds, end: 'settled' };
    if (quiet >= patience) return { ...result, end: 'stuck' };
    if (looks > mostLooks) return { ...result, end: 'out of time' };
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
export function openMatters(
  states: readonly ApplicationState[],
  world: readonly Seen[],
  desired: readonly Desired[] = [],
): string[] {
  const applications = states
    .filter(({ isDone }) => !isDone)
    .map(({ name, sync, health }) => `${name} is ${sync}, ${health}`);
  const pods = world
    .filter(({ object }) => kindOf(object) === 'Pod' && !isServing(object) && !isFinished(object))
    .map(({ object }) => `${nameOf(object)} is not Ready`);
  const idle = ofKind(desired, 'ScaledObject.keda.sh').filter(mayBeIdle);
  const scalers = ofKind(world, 'HorizontalPodAutoscaler.autoscaling').flatMap((seen) => {
    const { minReplicas = 1, maxReplicas = Number.POSITIVE_INFINITY } = fieldsOf(seen.object, 'spec');
    const current = Number(fieldsOf(seen.object, 'status')['currentReplicas'] ?? 0);
    const name = nameOf(seen.object);
    if (current > Number(maxReplicas))
      return [`${name} has ${current} of at most ${String(maxReplicas)} replicas`];
    if (current >= Number(minReplicas) || (current === 0 && idle.some((each) => scalesSame(each, seen))))
      return [];
    return [`${name} has ${current} of at least ${String(minReplicas)} replicas`];
  });
  return [...applications, ...pods, ...scalers];
}

/** Annotations by which KEDA leaves a target alone. */
const pauses = 'autoscaling.keda.sh/paused';

/** Autoscalers that KEDA has not given the floor yet that their ScaledObject asks for. */
export function staleScalers(desired: readonly Desired[], world: readonly Seen[]): string[] {
  const autoscalers = ofKind(world, 'HorizontalPodAutoscaler.autoscaling');
  return ofKind(desired, 'ScaledObject.keda.sh').flatMap(({ cluster, object }) => {
    const isPaused = Object.keys(object.metadata.annotations ?? {}).some((name) => name.startsWith(pauses));
    if (isPaused) return [];
    const { minReplicaCount = 0 } = fieldsOf(object, 'spec');
    const own = autoscalers.find((each) => scalesSame(each, { cluster, object }));
    // KEDA itself goes to zero: its autoscalers never do.
    const floor = Math.max(1, Number(minReplicaCount));
    const isThere = Number(fieldsOf(own?.object, 'spec')['minReplicas'] ?? 1) === floor && own !== undefined;
    return isThere ? [] : [`${nameOf(object)} has no autoscaler with its floor of ${floor} yet`];
  });
}

/** KEDA takes its target to zero where nothing is to be done. */
function mayBeIdle({ object }: Seen): boolean {
  const { minReplicaCount = 0, idleReplicaCount } = fieldsOf(object, 'spec');
  return Number(minReplicaCount) === 0 || idleReplicaCount === 0;
}

function scalesSame(one: Seen, other: Seen): boolean {
  const targetOf = ({ object }: Seen): unknown => fieldsOf(object, 'spec', 'scaleTargetRef')['name'];
  return (
    one.cluster === other.cluster &&
    one.object.metadata.namespace === other.object.metadata.namespace &&
    targetOf(one) === targetOf(other)
  );
}

/**
 * What there is of states: whatever was not there before in a move is a movement. Retries, and Applications that take an
 * object from each other, come back to the same states again and again.
 */
export function factsIn(states: readonly ApplicationState[], world: readonly Seen[]): string[] {
  const applications = states.map(({ name, sync, health }) => `${name} ${sync} ${health}`);
  return [...applications, ...world.flatMap(({ object }) => factOf(object) ?? [])];
}

function factOf(object: KubernetesObject): string | undefined {
  const status = fieldsOf(object, 'status');
  switch (kindOf(object)) {
    case 'Application.argoproj.io': {
      const { phase, message, syncResult } = fieldsOf(status, 'operationState');
      const applied = selectMaps(syncResult, 'resources[]').length;
      return [nameOf(object), phase, oneLine(message), applied].join(' ');
    }
    case 'HorizontalPodAutoscaler.autoscaling':
      return [nameOf(object), status['currentReplicas'], status['desiredReplicas']].join(' ');
    case 'Pod':
      return [nameOf(object), isServing(object), fieldsOf(object, 'spec')['nodeName']].join(' ');
    case 'Rollout.argoproj.io':
      return [nameOf(object), status['phase'], status['currentStepIndex'], status['message']].join(' ');
    default:
      return undefined;
  }
}

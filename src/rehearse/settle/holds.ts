import { readyDelayAnnotation } from '../../lab/cluster/kwok.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { pauseOf, secondsOf } from '../observe/pauses.ts';
import { isPlaced, isServing } from '../pods.ts';
import { conditionOf, kindOf, nameOf, type Seen } from '../timeline.ts';
import { delayOf } from './autoscalers.ts';
import type { Since } from './since.ts';
import { unaskedScalers } from './triggers.ts';

/** A wait that was declared and has not passed: as long as it lasts, that nothing moves means nothing. */
export interface Hold {
  readonly subject: string;
  readonly reason: string;
}

/** Controllers notice the end of a wait within these seconds. */
export const slackSeconds = 15;

/** An analysis that names no number of measurements is given time for so many beyond those that may fail. */
const measurementsBeyondLimit = 3;

interface CurrentHold extends Hold {
  /** How long it may last altogether, until controllers have noticed its end. */
  readonly seconds: number;
}

/** @param now milliseconds since 1970 */
export function holdsOf(world: readonly Seen[], since: Since, now: number): CurrentHold[] {
  return [...declaredWaits(world, since, now), ...askingHolds(world, since, now)];
}

function declaredWaits(world: readonly Seen[], since: Since, now: number): CurrentHold[] {
  return world.flatMap(({ cluster, object }) => {
    const wait = waits[kindOf(object)]?.(object);
    if (wait === undefined) return [];
    const subject = nameOf(object);
    const begin = wait.begin ?? since.begin(`hold of ${cluster} ${subject}`, wait.state, now);
    const seconds = wait.seconds + slackSeconds;
    const isOver = Number.isNaN(begin) || now > begin + seconds * 1000;
    return isOver ? [] : [{ subject, reason: wait.reason, seconds }];
  });
}

/** Of scalers that say how often they ask. */
function askingHolds(world: readonly Seen[], since: Since, now: number): CurrentHold[] {
  return unaskedScalers(world, since, now).flatMap(({ subject, seconds, declaredSeconds }) =>
    declaredSeconds === undefined
      ? []
      : [{ subject, seconds, reason: `asks its triggers each ${declaredSeconds} s` }],
  );
}

type Wait = {
  readonly seconds: number;
  readonly reason: string;
} & (
  | { /** Milliseconds since 1970. */ readonly begin: number }
  | { readonly begin?: undefined /** It begins when a look finds this. */; readonly state: string }
);

const waits: Readonly<Record<string, (object: KubernetesObject) => Wait | undefined>> = {
  Pod: startOf,
  'Deployment.apps': availabilityOf,
  'StatefulSet.apps': availabilityOf,
  'Rollout.argoproj.io': (rollout) => pauseWait(rollout) ?? availabilityOf(rollout),
  'AnalysisRun.argoproj.io': analysisOf,
  'HorizontalPodAutoscaler.autoscaling': scalingOf,
};

/** How long a pod takes to become Ready, as its app declares. */
function startOf(pod: KubernetesObject): Wait | undefined {
  const seconds = secondsOf(pod.metadata.annotations?.[readyDelayAnnotation]);
  if (seconds === undefined || !isPlaced(pod) || isServing(pod)) return undefined;
  // Its node counts from when it has the pod.
  const begin = Date.parse(
    String(conditionOf(pod, 'PodScheduled')['lastTransitionTime'] ?? pod.metadata['creationTimestamp']),
  );
  return { begin, seconds, reason: `starts for ${seconds} s` };
}

/** A pause of a given length; of one without, a person decides. */
function pauseWait(rollout: KubernetesObject): Wait | undefined {
  const pause = pauseOf(rollout);
  return pause && { ...pause, reason: `pauses for ${pause.seconds} s` };
}

/** Pods that are Ready count as available after `minReadySeconds`. */
function availabilityOf(workload: KubernetesObject): Wait | undefined {
  const seconds = Number(fieldsOf(workload, 'spec')['minReadySeconds'] ?? 0);
  const { readyReplicas = 0, availableReplicas = 0 } = fieldsOf(workload, 'status');
  const [ready, available] = [Number(readyReplicas), Number(availableReplicas)];
  if (seconds === 0 || ready <= available) return undefined;
  return { state: `${ready}, ${available}`, seconds, reason: `counts pods after ${seconds} s` };
}

/** The next step of an autoscaler that its `behavior` slows down. */
function scalingOf(autoscaler: KubernetesObject): Wait | undefined {
  const delay = delayOf(autoscaler);
  if (delay === undefined) return undefined;
  const { direction, reason, seconds } = delay;
  // Each step is given its time; what it would like meanwhile may change as it likes.
  const { currentReplicas } = fieldsOf(autoscaler, 'status');
  return {
    state: `${reason}, ${String(currentReplicas)}`,
    seconds,
    reason: `scales ${direction} within ${seconds} s`,
  };
}

function analysisOf(run: KubernetesObject): Wait | undefined {
  const phase = textOf(fieldsOf(run, 'status'), 'phase') ?? 'Pending';
  if (phase !== 'Pending' && phase !== 'Running') return undefined;
  const lengths = selectMaps(run, 'spec.metrics[]').map(({ value }) => {
    const { initialDelay, interval, count, failureLimit } = value;
    const times = Number(count ?? Number(failureLimit ?? 0) + measurementsBeyondLimit);
    return (secondsOf(initialDelay) ?? 0) + (secondsOf(interval) ?? 0) * times;
  });
  const seconds = Math.max(0, ...lengths);
  const begin = Date.parse(String(run.metadata['creationTimestamp']));
  return { begin, seconds, reason: `measures for ${seconds} s` };
}

import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import { isPaused, mayRest, targetOf } from '../scalers.ts';
import { conditionOf, nameOf, ofKind, type Seen } from '../timeline.ts';
import type { Since } from './since.ts';

const autoscalerKind = 'HorizontalPodAutoscaler.autoscaling';
const scaledObjectKind = 'ScaledObject.keda.sh';

/** An autoscaler asks and acts with this period (`--horizontal-pod-autoscaler-sync-period` of kube-controller-manager). */
export const syncPeriodSeconds = 15;

/** Controllers are told of a change within these seconds. */
export const noticeSeconds = 2;

/** An autoscaler acts on new bounds within these seconds, and no field of it tells when it has. */
const actsWithinSeconds = syncPeriodSeconds + noticeSeconds;

/** Bounds whose beginning is not known have been there for long. */
export function knowBounds(world: Iterable<Seen>, since: Since): void {
  for (const seen of ofKind(world, autoscalerKind)) since.begin(subjectOf(seen), boundsOf(seen.object), 0);
}

/** @param now milliseconds since 1970 */
export function openAutoscalers(
  world: readonly Seen[],
  desired: readonly Desired[],
  since: Since,
  now: number,
): string[] {
  const idle = ofKind(desired, scaledObjectKind).filter(({ object }) => mayRest(object));
  return ofKind(world, autoscalerKind).flatMap((seen) => {
    const { minReplicas = 1, maxReplicas = Number.POSITIVE_INFINITY } = fieldsOf(seen.object, 'spec');
    const wanted = Number(fieldsOf(seen.object, 'status')['desiredReplicas'] ?? 0);
    const name = nameOf(seen.object);
    const current = replicasOf(seen, world);
    const begin = since.begin(subjectOf(seen), boundsOf(seen.object), now);
    if (current > Number(maxReplicas))
      return [`${name} has ${current} of at most ${String(maxReplicas)} replicas`];
    const scaling = conditionOf(seen.object, 'ScalingActive');
    const isOff = scaling['reason'] === 'ScalingDisabled' || idle.some((each) => scalesSame(each, seen));
    if (current === 0 && isOff) return [];
    if (current < Number(minReplicas))
      return [`${name} has ${current} of at least ${String(minReplicas)} replicas`];
    if (now < begin + actsWithinSeconds * 1000) return [`${name} has not acted on its bounds yet`];
    // Without its metrics, of which a lab has few, it asks for nothing new.
    if (scaling['status'] !== 'False' && wanted !== current)
      return [`${name} has ${current} of ${wanted} replicas`];
    const { reason, direction } = delayOf(seen.object) ?? {};
    return reason === undefined ? [] : [`${name} is to scale ${direction}`];
  });
}

/** Autoscalers that KEDA has not given the floor yet that their ScaledObject asks for. */
export function staleScalers(desired: readonly Desired[], world: readonly Seen[]): string[] {
  const autoscalers = ofKind(world, autoscalerKind);
  return ofKind(desired, scaledObjectKind).flatMap(({ cluster, object }) => {
    if (isPaused(object)) return [];
    const { minReplicaCount = 0 } = fieldsOf(object, 'spec');
    const own = autoscalers.find((each) => scalesSame(each, { cluster, object }));
    // KEDA itself goes to zero: its autoscalers never do.
    const floor = Math.max(1, Number(minReplicaCount));
    const isThere = Number(fieldsOf(own?.object, 'spec')['minReplicas'] ?? 1) === floor && own !== undefined;
    return isThere ? [] : [`${nameOf(object)} has no autoscaler with its floor of ${floor} yet`];
  });
}

export interface Delay {
  readonly direction: 'up' | 'down';
  /** The condition's word. */
  readonly reason: string;
  /** How long the next step may take. */
  readonly seconds: number;
}

/** Defaults of autoscaling/v2, in seconds. */
const defaultWindows = { up: 0, down: 300 } as const;

/**
 * Why an autoscaler does not scale at once though it would and may: what its `behavior` declares.
 *
 * Source of the words: pkg/controller/podautoscaler/horizontal.go of Kubernetes.
 */
export function delayOf(autoscaler: KubernetesObject): Delay | undefined {
  const reasons = selectMaps(autoscaler, 'status.conditions[]')
    .filter(({ value }) => value['status'] === 'True')
    .map(({ value }) => String(value['reason']));
  const { minReplicas = 1, maxReplicas = Number.POSITIVE_INFINITY } = fieldsOf(autoscaler, 'spec');
  const current = Number(fieldsOf(autoscaler, 'status')['currentReplicas'] ?? 0);
  for (const direction of ['up', 'down'] as const) {
    const isAtBound = direction === 'up' ? current >= Number(maxReplicas) : current <= Number(minReplicas);
    if (isAtBound) continue;
    const prefix = direction === 'up' ? 'ScaleUp' : 'ScaleDown';
    const rules = fieldsOf(autoscaler, 'spec', 'behavior', direction === 'up' ? 'scaleUp' : 'scaleDown');
    const stabilized = `${prefix}Stabilized`;
    const seconds = Number(rules['stabilizationWindowSeconds'] ?? defaultWindows[direction]);
    if (reasons.includes(stabilized)) return { direction, reason: stabilized, seconds };
    const limited = `${prefix}Limit`;
    const periods = selectMaps(rules, 'policies[]').map(({ value }) => Number(value['periodSeconds'] ?? 0));
    if (reasons.includes(limited)) return { direction, reason: limited, seconds: Math.max(0, ...periods) };
  }
  return undefined;
}

/** As many as its target is to have: what there is of them, others judge, and a canary has more for a while. */
function replicasOf(autoscaler: Seen, world: readonly Seen[]): number {
  const target = targetOf(autoscaler, world);
  const { replicas } = fieldsOf(target?.object, 'spec');
  return Number(replicas ?? fieldsOf(autoscaler.object, 'status')['currentReplicas'] ?? 0);
}

function scalesSame(one: Seen, other: Seen): boolean {
  const nameOfTarget = ({ object }: Seen): unknown => fieldsOf(object, 'spec', 'scaleTargetRef')['name'];
  return (
    one.cluster === other.cluster &&
    one.object.metadata.namespace === other.object.metadata.namespace &&
    nameOfTarget(one) === nameOfTarget(other)
  );
}

function subjectOf({ cluster, object }: Seen): string {
  return `${cluster} ${nameOf(object)}`;
}

function boundsOf(autoscaler: KubernetesObject): string {
  const { minReplicas, maxReplicas } = fieldsOf(autoscaler, 'spec');
  return `${String(minReplicas)} to ${String(maxReplicas)}`;
}

import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import { isPaused } from '../scalers.ts';
import { nameOf, ofKind, type Seen } from '../timeline.ts';
import { noticeSeconds, syncPeriodSeconds } from './autoscalers.ts';
import type { Since } from './since.ts';

const kind = 'ScaledObject.keda.sh';

/** Source: `defaultPollingInterval` in apis/keda/v1alpha1/withtriggers_types.go of KEDA 2.21 */
const defaultPollingSeconds = 30;

/** A ScaledObject that may go by what other triggers were answered. */
export interface Unasked {
  readonly subject: string;
  /** How long that may last from when its triggers came to be as they are. */
  readonly seconds: number;
  /** How often it says that its triggers are to be asked, if it does. */
  readonly declaredSeconds?: number;
}

/** Triggers that were there before have been asked. */
export function knowTriggers(world: readonly Seen[], since: Since): void {
  for (const seen of ofKind(world, kind)) since.begin(subjectOf(seen), triggersOf(seen), 0);
}

/**
 * What other triggers are answered is not known at once, and no field tells when it is: where an autoscaler does all the
 * scaling, KEDA goes by what that was answered last, maybe by the triggers before. The autoscaler asks anew with its
 * period, and the first look that KEDA takes after that, with its own, finds the new answer.
 *
 * @param now milliseconds since 1970
 *
 * Source: `hpaObservedRecord` and `startScaleLoop` in pkg/scaling/scale_handler.go of KEDA 2.21
 */
export function unaskedScalers(world: readonly Seen[], since: Since, now: number): Unasked[] {
  return ofKind(world, kind).flatMap((seen) => {
    const { object } = seen;
    // Of one that is new, no autoscaler was answered anything.
    const ago = since.knows(subjectOf(seen)) ? (specTimeOf(object) ?? now) : 0;
    const begin = since.begin(subjectOf(seen), triggersOf(seen), ago);
    if (isPaused(object) || !goesByAutoscaler(object)) return [];
    const { pollingInterval } = fieldsOf(object, 'spec');
    const pollingSeconds = Math.max(1, Number(pollingInterval ?? defaultPollingSeconds));
    const looks = Math.ceil((syncPeriodSeconds + noticeSeconds) / pollingSeconds);
    const seconds = looks * pollingSeconds + noticeSeconds;
    if (now >= begin + seconds * 1000) return [];
    const declared = pollingInterval === undefined ? {} : { declaredSeconds: pollingSeconds };
    return [{ subject: nameOf(object), seconds, ...declared }];
  });
}

/** Source: `UsesHPAObservations` in apis/keda/v1alpha1/scaledobject_types.go of KEDA 2.21 */
function goesByAutoscaler(object: KubernetesObject): boolean {
  const { minReplicaCount = 0, idleReplicaCount, advanced } = fieldsOf(object, 'spec');
  const isCached = selectMaps(object, 'spec.triggers[]').some(
    ({ value }) => value['useCachedMetrics'] === true,
  );
  const hasFormula = Object.keys(fieldsOf(fieldsOf(advanced), 'scalingModifiers')).length > 0;
  return Number(minReplicaCount) > 0 && idleReplicaCount === undefined && !isCached && !hasFormula;
}

function subjectOf({ cluster, object }: Seen): string {
  return `${cluster} ${nameOf(object)}`;
}

function triggersOf({ object }: Seen): string {
  const { triggers, advanced } = fieldsOf(object, 'spec');
  return JSON.stringify([triggers, fieldsOf(advanced)['scalingModifiers']]);
}

/** When somebody wrote to its spec last: milliseconds since 1970. */
function specTimeOf(object: KubernetesObject): number | undefined {
  const times = selectMaps(object, 'metadata.managedFields[]')
    .filter(({ value }) => fieldsOf(value, 'fieldsV1')['f:spec'] !== undefined)
    .map(({ value }) => Date.parse(String(value['time'])))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : Math.max(...times);
}

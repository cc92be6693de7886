import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import { isPaused } from '../scalers.ts';
import { nameOf, ofKind, type Seen } from '../timeline.ts';
import { noticeSeconds, syncPeriodSeconds } from './autoscalers.ts';
import type { Since } from './since.ts';

const kind = 'ScaledObject.keda.sh';

/** Source: `defaultPollingInterval` in apis/keda/v1alpha1/withtriggers_types.go of KEDA 2.21 */
const defaultPollingSeconds = 30;

/** A ScaledObject that may not have been told yet what its triggers are answered. */
export interface Unasked {
  readonly subject: string;
  /** How long that may last from when its triggers came to be as they are. */
  readonly seconds: number;
}

/** Triggers that were there before have been asked. */
export function knowTriggers(world: readonly Seen[], since: Since): void {
  for (const seen of ofKind(world, kind)) since.begin(subjectOf(seen), triggersOf(seen), 0);
}

/**
 * What new triggers are answered is not known at once, and no field tells when it is: as long as an autoscaler works, KEDA goes by
 * what that was answered last, maybe by the triggers before. It asks anew with its period, and KEDA looks with its own.
 *
 * @param now milliseconds since 1970
 *
 * Source: `hpaObservedRecord` and `startScaleLoop` in pkg/scaling/scale_handler.go of KEDA 2.21
 */
export function unaskedScalers(world: readonly Seen[], since: Since, now: number): Unasked[] {
  return ofKind(world, kind).flatMap((seen) => {
    const { object } = seen;
    const begin = since.begin(subjectOf(seen), triggersOf(seen), specTimeOf(object) ?? now);
    const { pollingInterval = defaultPollingSeconds } = fieldsOf(object, 'spec');
    const seconds = Math.max(Number(pollingInterval), syncPeriodSeconds) + noticeSeconds;
    return isPaused(object) || now >= begin + seconds * 1000 ? [] : [{ subject: nameOf(object), seconds }];
  });
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

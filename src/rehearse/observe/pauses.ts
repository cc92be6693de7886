import { parseDuration } from '../../manifest/duration.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';

/** A pause that ends by itself. */
export interface Pause {
  /** Milliseconds since 1970. */
  readonly begin: number;
  readonly seconds: number;
}

/** The pause of a given length that a Rollout is in; one without a length lasts until a person ends it. */
export function pauseOf(rollout: KubernetesObject): Pause | undefined {
  for (const { value } of selectMaps(rollout, 'status.pauseConditions[]')) {
    const seconds = lengths[String(value['reason'])]?.(rollout);
    if (seconds !== undefined) return { begin: Date.parse(String(value['startTime'])), seconds };
  }
  return undefined;
}

/** By the reason of the pause. Source of the words: pkg/apis/rollouts/v1alpha1/types.go of Argo Rollouts. */
const lengths: Readonly<Record<string, (rollout: KubernetesObject) => number | undefined>> = {
  CanaryPauseStep: (rollout) => {
    const steps = selectMaps(rollout, 'spec.strategy.canary.steps[]');
    const step = steps[Number(fieldsOf(rollout, 'status')['currentStepIndex'])]?.value;
    return secondsOf(fieldsOf(step, 'pause')['duration']);
  },
  BlueGreenPause: (rollout) => {
    const seconds = secondsOf(fieldsOf(rollout, 'spec', 'strategy', 'blueGreen')['autoPromotionSeconds']);
    // Argo Rollouts takes 0 for none.
    return seconds === 0 ? undefined : seconds;
  },
};

/** Of a duration as Argo Rollouts takes it: `1m`, or a number of seconds. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const nanoseconds = parseDuration(value);
  return nanoseconds === undefined ? undefined : Number(nanoseconds / 1_000_000n) / 1000;
}

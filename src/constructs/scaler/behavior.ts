import type { Scaling, ScalingPace } from '../../model/scaling.ts';

interface ScalingPolicy {
  readonly type: 'Percent' | 'Pods';
  readonly value: number;
  readonly periodSeconds: number;
}

export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy?: 'Max';
  readonly policies?: ScalingPolicy[];
}

export interface HorizontalBehavior {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

/** HPA `behavior` of the settings; `undefined` leaves the HPA's defaults (notes in docs/guide/scaling.md). */
export function horizontalBehavior({ scaleUp, scaleDown }: Scaling): HorizontalBehavior | undefined {
  if (!scaleUp && !scaleDown) return undefined;
  return {
    ...(scaleUp && { scaleUp: rulesOf(scaleUp) }),
    ...(scaleDown && { scaleDown: rulesOf(scaleDown) }),
  };
}

/** Where both a percentage and a number of pods are allowed, the larger change counts, as in the HPA's default. */
function rulesOf({ stabilizationSeconds, percent, pods, periodSeconds }: ScalingPace): ScalingRules {
  const policies: ScalingPolicy[] = [];
  if (percent !== undefined) policies.push({ type: 'Percent', value: percent, periodSeconds });
  if (pods !== undefined) policies.push({ type: 'Pods', value: pods, periodSeconds });
  return {
    stabilizationWindowSeconds: stabilizationSeconds,
    ...(policies.length > 0 && { selectPolicy: 'Max', policies }),
  };
}

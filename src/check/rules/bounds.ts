import { type Fields, fieldsOf } from '../../manifest/select.ts';
import { isSet } from '../../schema/structs/struct.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { exclusive, refused } from './problems.ts';

/** Defaults of KEDA (`keda.sh/v1alpha1`, `ScaledObject` and `ScaledJob`). */
const kedaMinimum = 0;
const kedaMaximum = 100;

/** A scaler's least must not exceed its most. Of a ScaledObject, its definition says so itself. */
export function scalerBounds({ type, object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  if (type === 'autoscaling/HorizontalPodAutoscaler')
    return ordered(spec, 'minReplicas', 1, 'maxReplicas', undefined);
  return type === 'keda.sh/ScaledObject'
    ? idleBelowMinimum(spec)
    : ordered(spec, 'minReplicaCount', kedaMinimum, 'maxReplicaCount', kedaMaximum);
}

function ordered(
  spec: Fields,
  low: string,
  lowDefault: number,
  high: string,
  highDefault: number | undefined,
): Problem[] {
  const least = spec[low] ?? lowDefault;
  const most = spec[high] ?? highDefault;
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
  const field = low in spec ? low : high;
  const byDefault = high in spec ? '' : ' by default';
  const message = `${low} ${least} is more than ${high}, which is ${most}${byDefault}`;
  return [refused('minimum-above-maximum', ['spec', field], message, `${low} of at most ${most}`)];
}

/** KEDA: `idleReplicaCount` must be below `minReplicaCount`. */
function idleBelowMinimum(spec: Fields): Problem[] {
  const { idleReplicaCount: idle, minReplicaCount: least = kedaMinimum } = spec;
  if (typeof idle !== 'number' || typeof least !== 'number' || idle < least) return [];
  const message = `${idle} is not below minReplicaCount, which is ${least}`;
  return [refused('idle-above-minimum', ['spec', 'idleReplicaCount'], message, 'less than minReplicaCount')];
}

/** `pkg/apis/policy/validation`: "minAvailable and maxUnavailable cannot be both set". */
export function disruptionBudget({ object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  if (!isSet(spec['minAvailable']) || !isSet(spec['maxUnavailable'])) return [];
  return [exclusive(['spec', 'maxUnavailable'], 'minAvailable', 'remove one of the two')];
}

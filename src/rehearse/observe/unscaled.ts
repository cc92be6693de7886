import { fieldsOf } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { scales, targetOf } from '../scalers.ts';
import { keyOf, ofKind } from '../timeline.ts';

/**
 * Keys of scalers that git no longer has, though what they scale goes on: at as many pods as it has, as neither another
 * scaler nor git itself says how many there are to be.
 */
export function unscalingKeys({ from, to, after }: Pick<Move, 'from' | 'to' | 'after'>): Set<string> {
  const kept = scalersIn(to);
  const wanted = new Map(to.map((each) => [keyOf(each), each.object]));
  const dropped = scalersIn(from).filter((scaler) => {
    const target = wanted.has(keyOf(scaler)) ? undefined : targetOf(scaler, after);
    if (target === undefined) return false;
    const { replicas } = fieldsOf(wanted.get(keyOf(target)), 'spec');
    const isScaled = kept.some(
      ({ cluster, object }) => cluster === target.cluster && scales(object, target.object),
    );
    return replicas === undefined && !isScaled;
  });
  return new Set(dropped.map(keyOf));
}

function scalersIn(desired: readonly Desired[]): Desired[] {
  return [
    ...ofKind(desired, 'ScaledObject.keda.sh'),
    ...ofKind(desired, 'HorizontalPodAutoscaler.autoscaling'),
  ];
}

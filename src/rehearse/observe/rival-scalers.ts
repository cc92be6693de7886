import { oneLine } from '../../cluster/one-line.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { conditionOf, keyOf, lastOfEach, nameOf, ofKind, replay, type Seen } from '../timeline.ts';

/** A scaler that is not alone. */
export interface RivalScaler extends Seen {
  readonly message: string;
}

const autoscalerKind = 'HorizontalPodAutoscaler.autoscaling';

/** Of workloads that git scales twice, and did not before, the scaler that came. */
export function rivalScalers({ from, to }: Pick<Move, 'from' | 'to'>): RivalScaler[] {
  const old = new Set(from.map(keyOf));
  const before = scalersByTarget(from);
  return [...scalersByTarget(to)].flatMap(([target, scalers]) => {
    if (scalers.length < 2 || (before.get(target)?.length ?? 0) > 1) return [];
    const rival = scalers.findLast((each) => !old.has(keyOf(each))) ?? scalers.at(-1);
    if (rival === undefined) return [];
    const others = scalers.filter((each) => each !== rival).map(({ object }) => nameOf(object));
    const isRefused = scalers.some(({ object }) => object.kind === 'ScaledObject');
    const refused = isRefused ? ", which KEDA's admission refuses" : '';
    const message = `scales ${targetOf(rival.object)}, and so does ${others.join(', ')}${refused}`;
    return [{ ...rival, message }];
  });
}

/** Autoscalers that do nothing any more, as other autoscalers select the same pods: their workloads may well be two. */
export function ambiguousAutoscalers({ timeline }: Pick<Move, 'timeline'>): RivalScaler[] {
  const before = new Set(ofKind(timeline.before, autoscalerKind).filter(isAmbiguous).map(keyOf));
  const last = ofKind(replay(timeline).values(), autoscalerKind);
  return last
    .filter((each) => isAmbiguous(each) && !before.has(keyOf(each)))
    .map((each) => ({ ...each, message: oneLine(conditionOf(each.object, 'ScalingActive')['message']) }))
    .filter((each) => isUpToDate(each, last));
}

/** Source: validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go of Kubernetes 1.34 */
function isAmbiguous({ object }: Seen): boolean {
  return conditionOf(object, 'ScalingActive')['reason'] === 'AmbiguousSelector';
}

/** The condition stays until the autoscaler looks again; of an autoscaler that gave way to it, it names one that is gone. */
function isUpToDate({ cluster, object, message }: RivalScaler, autoscalers: readonly Seen[]): boolean {
  const names = message.split(/[[\] ]/);
  const named = autoscalers.filter(
    (each) =>
      each.cluster === cluster &&
      each.object.metadata.namespace === object.metadata.namespace &&
      names.includes(`${object.metadata.namespace}/${each.object.metadata.name}`),
  );
  return named.length > 1;
}

function scalersByTarget(desired: readonly Desired[]): Map<string, Desired[]> {
  const own = lastOfEach(desired);
  const scalers = [...ofKind(own, autoscalerKind), ...ofKind(own, 'ScaledObject.keda.sh')];
  return Map.groupBy(
    scalers.filter(({ object }) => !takesOver(object)),
    ({ cluster, object }) => `${cluster} ${object.metadata.namespace} ${targetOf(object)}`,
  );
}

/** By this annotation KEDA makes an autoscaler its own that is there. */
function takesOver(object: KubernetesObject): boolean {
  return (
    fieldsOf(object, 'metadata', 'annotations')['scaledobject.keda.sh/transfer-hpa-ownership'] === 'true'
  );
}

function targetOf(scaler: KubernetesObject): string {
  const { kind = 'Deployment', name } = fieldsOf(scaler, 'spec', 'scaleTargetRef');
  return `${String(kind)} ${String(name)}`;
}

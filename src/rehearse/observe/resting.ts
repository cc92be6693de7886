import { hasLabels } from '../../manifest/label-selector.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Move } from '../move.ts';
import { mayRest, scales } from '../scalers.ts';
import { keyOf, ofKind, replay } from '../timeline.ts';

/** Keys of autoscalers and Services of workloads that are without pods now, as their ScaledObjects allow. */
export function restingKeys({ to, timeline }: Pick<Move, 'to' | 'timeline'>): Set<string> {
  const last = [...replay(timeline).values()];
  const scalers = ofKind(to, 'ScaledObject.keda.sh').filter(({ object }) => mayRest(object));
  const resting = last.filter(
    ({ cluster, object }) =>
      fieldsOf(object, 'spec')['replicas'] === 0 &&
      scalers.some((scaler) => scaler.cluster === cluster && scales(scaler.object, object)),
  );
  const idle = last.filter(({ cluster, object }) =>
    resting.some((workload) => workload.cluster === cluster && isFor(object, workload.object)),
  );
  return new Set(idle.map(keyOf));
}

function isFor(object: KubernetesObject, workload: KubernetesObject): boolean {
  if (object.kind === 'HorizontalPodAutoscaler') return scales(object, workload);
  if (object.kind !== 'Service' || object.metadata.namespace !== workload.metadata.namespace) return false;
  const { labels } = fieldsOf(workload, 'spec', 'template', 'metadata');
  return hasLabels(fieldsOf(labels), fieldsOf(object, 'spec', 'selector'));
}

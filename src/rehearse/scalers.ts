import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf } from '../manifest/select.ts';
import type { Seen } from './timeline.ts';

/** Whether an autoscaler or a ScaledObject scales this workload, if both are in one cluster. */
export function scales(scaler: KubernetesObject, workload: KubernetesObject): boolean {
  const { kind = 'Deployment', name } = fieldsOf(scaler, 'spec', 'scaleTargetRef');
  return (
    workload.kind === kind &&
    workload.metadata.name === name &&
    workload.metadata.namespace === scaler.metadata.namespace
  );
}

/** What a scaler scales. */
export function targetOf(scaler: Seen, world: Iterable<Seen>): Seen | undefined {
  return [...world].find(
    ({ cluster, object }) => cluster === scaler.cluster && scales(scaler.object, object),
  );
}

/** Whether KEDA takes the target of a ScaledObject to zero where nothing is to be done. Without a floor it takes 0. */
export function mayRest(scaledObject: KubernetesObject): boolean {
  const { minReplicaCount = 0, idleReplicaCount } = fieldsOf(scaledObject, 'spec');
  return minReplicaCount === 0 || idleReplicaCount === 0;
}

/** By these annotations KEDA leaves a target alone. */
const pause = 'autoscaling.keda.sh/paused';

/** Whether KEDA leaves the target of a ScaledObject alone. Any value pauses but `false`, and whatever follows the name: `paused-replicas`, `paused-scale-in`. */
export function isPaused(object: KubernetesObject): boolean {
  return Object.entries(fieldsOf(object, 'metadata', 'annotations')).some(
    ([name, value]) => name.startsWith(pause) && !(name === pause && value === 'false'),
  );
}

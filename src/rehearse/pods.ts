import { hasCondition } from '../cluster/conditions.ts';
import { hasLabels, selects } from '../manifest/label-selector.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';
import { ofKind, type Seen } from './timeline.ts';

/** As Services and PodDisruptionBudgets count: a pod on its way out no longer serves. */
export function isServing(pod: KubernetesObject): boolean {
  return pod.metadata['deletionTimestamp'] === undefined && hasCondition(pod, 'Ready');
}

/** Has it a node, and is it not on its way out? */
export function isPlaced(pod: KubernetesObject): boolean {
  const hasNode = textOf(fieldsOf(pod, 'spec'), 'nodeName') !== undefined;
  return hasNode && !isFinished(pod) && pod.metadata['deletionTimestamp'] === undefined;
}

export function isFinished(pod: KubernetesObject): boolean {
  return ['Succeeded', 'Failed'].includes(String(fieldsOf(pod, 'status')['phase']));
}

/** Does an object that selects pods select this one? Of Services a map of labels, of all others a LabelSelector. */
function selectsPod(selecting: Seen, pod: Seen): boolean {
  const { cluster, object } = selecting;
  if (pod.cluster !== cluster || pod.object.metadata.namespace !== object.metadata.namespace) return false;
  const selector = fieldsOf(object, 'spec', 'selector');
  const labels = pod.object.metadata.labels ?? {};
  return object.kind === 'Service' ? hasLabels(labels, selector) : selects(selector, labels);
}

/** The pods that serve for any of these objects. */
export function servingPods(world: Iterable<Seen>, selecting: readonly Seen[]): Seen[] {
  return ofKind(world, 'Pod').filter(
    (pod) => isServing(pod.object) && selecting.some((each) => selectsPod(each, pod)),
  );
}

import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';

/** What a HorizontalPodAutoscaler or a ScaledObject scales, in its own namespace. */
export interface ScaleTarget {
  /** `apps/Deployment`. */
  readonly type: string;
  readonly name: string;
}

/**
 * KEDA takes a target without kind for a Deployment, and one without apiVersion for one of apps/v1
 * (`ParseGVKR`, apis/keda/v1alpha1/gvkr_types.go).
 *
 * @param type `autoscaling/HorizontalPodAutoscaler` or `keda.sh/ScaledObject`
 */
export function scaleTargetOf(type: string, object: KubernetesObject): ScaleTarget | undefined {
  const reference = fieldsOf(object, 'spec', 'scaleTargetRef');
  const name = textOf(reference, 'name');
  if (name === undefined) return undefined;
  const group = groupOf(
    textOf(reference, 'apiVersion') ?? (type === 'keda.sh/ScaledObject' ? 'apps/v1' : ''),
  );
  return { type: typeOf(group, textOf(reference, 'kind') ?? 'Deployment'), name };
}

import type { KubernetesObject } from '../manifest/object.ts';

interface ConditionedStatus {
  /** API servers write `null` here before there is a first one. */
  readonly conditions?: readonly { readonly type: string; readonly status: string }[] | null;
}

/** Whether a condition of an object's status is `True`. */
export function hasCondition(object: KubernetesObject, type: string): boolean {
  const { conditions } = (object['status'] ?? {}) as ConditionedStatus;
  return (conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

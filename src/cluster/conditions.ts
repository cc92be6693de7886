import type { KubernetesObject } from '../manifest/object.ts';

/** Whether a condition of an object's status is `True`. */
export function hasCondition(object: KubernetesObject, type: string): boolean {
  const { conditions = [] } = (object['status'] ?? {}) as {
    conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}

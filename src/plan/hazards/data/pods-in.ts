import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import type { ObjectsByType } from '../../by-type.ts';

/** What makes pods. */
export interface Workload {
  readonly type: string;
  readonly object: KubernetesObject;
  readonly pods: Pods;
}

/** What makes pods in a namespace, of objects by their kind. */
export function workloadsIn(objects: ObjectsByType, namespace: string | undefined): readonly Workload[] {
  return byNamespace(objects).get(namespace) ?? [];
}

/** All objects of a change ask the same. */
const byNamespace = rememberingEach((objects: ObjectsByType): ReadonlyMap<string | undefined, Workload[]> => {
  const workloads = [...objects].flatMap(([type, ofType]) =>
    ofType.flatMap((object): Workload[] => {
      const pods = podsOf(type, object);
      return pods === undefined ? [] : [{ type, object, pods }];
    }),
  );
  return Map.groupBy(workloads, ({ object }) => object.metadata.namespace);
});

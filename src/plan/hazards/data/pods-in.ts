import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';

/** What makes pods. */
export interface Workload {
  readonly type: string;
  readonly object: KubernetesObject;
  readonly pods: Pods;
}

type Objects = ReadonlyMap<string, readonly KubernetesObject[]>;

/** All objects of a change ask the same. */
const known = new WeakMap<Objects, ReadonlyMap<string | undefined, readonly Workload[]>>();

/** What makes pods in a namespace, of objects by their kind. */
export function workloadsIn(objects: Objects, namespace: string | undefined): readonly Workload[] {
  const found = known.get(objects) ?? byNamespace(objects);
  known.set(objects, found);
  return found.get(namespace) ?? [];
}

function byNamespace(objects: Objects): ReadonlyMap<string | undefined, readonly Workload[]> {
  const workloads = [...objects].flatMap(([type, ofType]) =>
    ofType.flatMap((object): Workload[] => {
      const pods = podsOf(type, object);
      return pods === undefined ? [] : [{ type, object, pods }];
    }),
  );
  return Map.groupBy(workloads, ({ object }) => object.metadata.namespace);
}

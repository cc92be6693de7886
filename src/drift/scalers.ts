import { scaleTargetOf } from '../kubernetes/scale-target.ts';
import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { fieldsOf } from '../manifest/select.ts';

/** Whether a number of replicas may be a scaler's doing. */
export type ReplicaJudge = (replicas: unknown) => boolean;

/**
 * Who scales what. The API server keeps no owner of replicas that are set through the subresource `scale` while nobody
 * owns them (`skipNonAppliedManager` of apimachinery's managedfields), or that are set to zero, be it by a person or a
 * controller. All that tells then is whether the number is one that a scaler of the object would choose. An autoscaler never goes to zero and
 * is switched off by it; what KEDA scales may have any number, as it can be paused at one.
 */
export class Scalers {
  readonly #judges: ReadonlyMap<string, readonly ReplicaJudge[]>;

  /** @param objects those of git and of the cluster, as either may lack some */
  constructor(objects: readonly KubernetesObject[]) {
    const judges = new Map<string, ReplicaJudge[]>();
    for (const object of objects) {
      const type = typeOf(groupOf(object.apiVersion), object.kind);
      const judge = judgesByType[type]?.(object);
      const target = judge && scaleTargetOf(type, object);
      if (judge === undefined || target === undefined) continue;
      const key = keyOf(target.type, object.metadata.namespace, target.name);
      judges.set(key, [...(judges.get(key) ?? []), judge]);
    }
    this.#judges = judges;
  }

  /** Nothing may be a scaler's doing where there is none. */
  of({ apiVersion, kind, metadata }: KubernetesObject): ReplicaJudge {
    const key = keyOf(typeOf(groupOf(apiVersion), kind), metadata.namespace, metadata.name);
    const judges = this.#judges.get(key) ?? [];
    return (replicas) => judges.some((judge) => judge(replicas));
  }
}

const judgesByType: Readonly<Record<string, (scaler: KubernetesObject) => ReplicaJudge>> = {
  'autoscaling/HorizontalPodAutoscaler': (scaler) => {
    const { minReplicas = 1, maxReplicas } = fieldsOf(scaler, 'spec');
    return (replicas) => Number(replicas) >= Number(minReplicas) && Number(replicas) <= Number(maxReplicas);
  },
  'keda.sh/ScaledObject': () => () => true,
};

/** Kinds of scalers, as `group/Kind`. */
export const scalerTypes: ReadonlySet<string> = new Set(Object.keys(judgesByType));

function keyOf(type: string, namespace = 'default', name = ''): string {
  return `${type} ${namespace}/${name}`;
}

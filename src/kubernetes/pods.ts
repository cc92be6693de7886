import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, selectMaps } from '../manifest/select.ts';

/** Where a kind keeps the pods that it makes. */
const templatePaths: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    Pod: [],
    PodTemplate: ['template'],
    ReplicationController: ['spec', 'template'],
    'apps/DaemonSet': ['spec', 'template'],
    'apps/Deployment': ['spec', 'template'],
    'apps/ReplicaSet': ['spec', 'template'],
    'apps/StatefulSet': ['spec', 'template'],
    'argoproj.io/Rollout': ['spec', 'template'],
    'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
    'batch/Job': ['spec', 'template'],
    'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  }),
);

/** The pods that an object makes: template, labels, and where the pod's spec is. */
export interface Pods {
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly spec: Fields;
  readonly labelsPath: Path;
  readonly specPath: Path;
  readonly containers: readonly Selected<Fields>[];
}

/** `undefined` for kinds that make no pods, and for a Rollout that takes its template from elsewhere. */
export function podsOf(type: string, object: KubernetesObject): Pods | undefined {
  const path = templatePaths.get(type);
  if (path === undefined) return undefined;
  const template = fieldsOf(object, ...path);
  if (!isRecord(template['spec'])) return undefined;
  const spec = template['spec'];
  const specPath = [...path, 'spec'];
  return {
    labels: fieldsOf(template, 'metadata', 'labels'),
    annotations: fieldsOf(template, 'metadata', 'annotations'),
    spec,
    labelsPath: [...path, 'metadata', 'labels'],
    specPath,
    containers: [
      ...selectMaps(spec, 'initContainers[]', specPath),
      ...selectMaps(spec, 'containers[]', specPath),
      ...selectMaps(spec, 'ephemeralContainers[]', specPath),
    ],
  };
}

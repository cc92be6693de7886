import { podsOf } from '../../kubernetes/pods.ts';
import { hasLabels } from '../../manifest/label-selector.ts';
import { groupOf, type KubernetesObject, typeOf } from '../../manifest/object.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Seen } from '../timeline.ts';

/** Their pods come and go. */
const passing = new Set(['CronJob', 'Job', 'ScaledJob']);

/** Whether a Service is for the pods of Jobs and CronJobs and the like alone, of which there may be none at any moment. */
export function isForPassingPods(service: Seen, workloads: readonly Seen[]): boolean {
  const { cluster, object } = service;
  const selector = fieldsOf(object, 'spec', 'selector');
  const selected = workloads.filter(
    (each) =>
      each.cluster === cluster &&
      each.object.metadata.namespace === object.metadata.namespace &&
      hasLabels(labelsOf(each.object), selector),
  );
  return selected.length > 0 && selected.every((each) => passing.has(each.object.kind));
}

/** Of its pods; `{}` if it has none. A Job adds its name: pkg/registry/batch/job/strategy.go of Kubernetes 1.34 */
function labelsOf(workload: KubernetesObject): Readonly<Record<string, unknown>> {
  const { apiVersion, kind, metadata } = workload;
  const own = podsOf(typeOf(groupOf(apiVersion), kind), workload)?.labels ?? {};
  if (kind !== 'Job') return own;
  return { ...own, 'job-name': metadata.name, 'batch.kubernetes.io/job-name': metadata.name };
}

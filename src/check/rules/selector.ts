import type { Pods } from '../../kubernetes/pods.ts';
import { formatLabels, formatSelector, hasLabels, selects } from '../../manifest/label-selector.ts';
import { isRecord } from '../../manifest/object.ts';
import { type Fields, fieldsOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';

const types: ReadonlySet<string> = new Set([
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
]);

/** A workload must select the pods that it makes (`pkg/apis/apps/validation`: "`selector` does not match template `labels`"). */
export function selectorMatchesTemplate({ type, object }: CheckedObject, pods: Pods): Problem[] {
  const given = fieldsOf(object, 'spec')['selector'];
  if (!isRecord(given)) return [];
  const labels = texts(pods.labels);
  const isMap = type === 'ReplicationController';
  const selector = isMap ? texts(given) : { ...given, matchLabels: texts(fieldsOf(given, 'matchLabels')) };
  if (isMap ? hasLabels(labels, selector) : !types.has(type) || selects(selector, labels)) return [];
  return [
    {
      severity: 'error',
      rule: 'selector-mismatch',
      path: ['spec', 'selector'],
      message: `selects ${isMap ? formatLabels(selector) : formatSelector(selector)}, but the pods have ${formatLabels(labels) || 'no labels'}`,
      allowed: 'a selector that the labels of the pod template satisfy',
      next: 'give the pod template the labels that the selector asks for',
    },
  ];
}

/** Go holds an empty text where a label is null. */
function texts(labels: Fields): Fields {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value ?? '']));
}

import { type Fields, fieldsOf, type Selected, selectMaps, textOf } from '../../manifest/select.ts';
import { isSet } from '../../schema/structs/struct.ts';
import type { CheckedObject, Problem } from '../problem.ts';
import { exclusive, missing } from './problems.ts';

/** Of each type of metric: the field that describes it, and of its target, the fields that it may be measured by. */
const sources: ReadonlyMap<string, { field: string; targets: readonly string[]; mayHaveBoth?: true }> =
  new Map([
    ['ContainerResource', { field: 'containerResource', targets: ['averageUtilization', 'averageValue'] }],
    ['External', { field: 'external', targets: ['averageValue', 'value'] }],
    ['Object', { field: 'object', targets: ['averageValue', 'value'], mayHaveBoth: true }],
    ['Pods', { field: 'pods', targets: ['averageValue'] }],
    ['Resource', { field: 'resource', targets: ['averageUtilization', 'averageValue'] }],
  ]);

/** Metrics of a HorizontalPodAutoscaler (`pkg/apis/autoscaling/validation`, `validateMetricSpec`). */
export function scalerMetrics({ object }: CheckedObject): Problem[] {
  return selectMaps(object, 'spec.metrics[]').flatMap(metric);
}

function metric({ value, path }: Selected<Fields>): Problem[] {
  const type = textOf(value, 'type') ?? '';
  const source = sources.get(type);
  if (source === undefined) return [];
  const others = [...sources.values()].filter(({ field }) => field !== source.field && isSet(value[field]));
  const misplaced = others.map(
    ({ field }): Problem => ({
      severity: 'error',
      rule: 'exclusive-fields',
      path: [...path, field],
      message: `is not what a metric of type ${type} has`,
      allowed: source.field,
      next: 'remove it, or correct the type',
    }),
  );
  if (!isSet(value[source.field]))
    return [...misplaced, missing([...path, source.field], `what a metric of type ${type} is`)];
  const target = fieldsOf(value, source.field, 'target');
  const at = [...path, source.field, 'target'];
  const [first, second] = source.targets.filter((field) => isSet(target[field]));
  return [
    ...misplaced,
    ...(first === undefined ? [missing([...at, source.targets[0] ?? ''], source.targets.join(' or '))] : []),
    ...(second === undefined || source.mayHaveBoth
      ? []
      : [exclusive([...at, second], first ?? '', 'remove one of the two')]),
  ];
}

import { fieldsOf } from '../../manifest/select.ts';
import { amountsOf } from './amounts.ts';
import { ofKind } from './of-kind.ts';
import { isSet, type StructRule } from './struct.ts';

/** Metrics of a HorizontalPodAutoscaler (`pkg/apis/autoscaling/validation`, `validateMetricSpec`). */

/** By which fields of its target a metric is measured: one of them at least, and at most so many. */
function measuredBy(most: 1 | 2, ...fields: readonly [string, ...string[]]): StructRule {
  return ({ target }) => {
    const given = fields.filter((field) => isSet(fieldsOf(target)[field]));
    const allowed = fields.join(' or ');
    if (given.length === 0)
      return [{ rule: 'required-field', at: ['target', fields[0]], message: 'is missing', allowed }];
    return given.slice(most).map((field) => ({
      rule: 'exclusive-fields',
      at: ['target', field],
      message: `cannot be set beside ${given[0]}`,
      allowed,
      next: 'remove one of the two',
    }));
  };
}

const ofResource = [measuredBy(1, 'averageUtilization', 'averageValue')];

export const metricRules: Readonly<Record<string, readonly StructRule[]>> = {
  'autoscaling.v2.ContainerResourceMetricSource': ofResource,
  'autoscaling.v2.ExternalMetricSource': [measuredBy(1, 'averageValue', 'value')],
  'autoscaling.v2.MetricSpec': [
    ofKind('type', {
      ContainerResource: 'containerResource',
      External: 'external',
      Object: 'object',
      Pods: 'pods',
      Resource: 'resource',
    }),
  ],
  'autoscaling.v2.MetricTarget': [
    amountsOf('averageValue', 'more than 0'),
    amountsOf('value', 'more than 0'),
  ],
  'autoscaling.v2.ObjectMetricSource': [measuredBy(2, 'averageValue', 'value')],
  'autoscaling.v2.PodsMetricSource': [measuredBy(1, 'averageValue')],
  'autoscaling.v2.ResourceMetricSource': ofResource,
};

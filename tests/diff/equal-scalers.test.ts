import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { changesOf, object } from './changes-of.ts';

const comparer = new ObjectComparer(loadFacts());

const where = (before: string, after: string): string[] => changesOf(comparer, before, after);

const firstScaler = (spec: string, metrics?: string): string =>
  object('autoscaling/v1', 'HorizontalPodAutoscaler', `spec: {maxReplicas: 3, ${spec}}`).replace(
    'name: a',
    metrics === undefined
      ? 'name: a'
      : `name: a, annotations: {autoscaling.alpha.kubernetes.io/metrics: '${metrics}'}`,
  );
const share = 'targetCPUUtilizationPercentage: 80';
const scaler = (metrics: string): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', `spec: {maxReplicas: 3, metrics: [${metrics}]}`);
const memory = (percent: number): string =>
  `{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: ${percent}}}}`;
const queue =
  '{type: External, external: {metric: {name: q}, target: {type: AverageValue, averageValue: 1}}}';
const one = (container: string): string =>
  `{type: ContainerResource, containerResource: {name: cpu, container: ${container}, target: {type: Utilization, averageUtilization: 50}}}`;

describe('means the same to the API server', () => {
  test.each([
    ['the share of CPU of autoscaling/v1', firstScaler(''), firstScaler(share)],
    ['it where other metrics are none', firstScaler('', '[]'), firstScaler(share, '[]')],
    ['it where they cannot be read', firstScaler('', '[1]'), firstScaler(share, '[1]')],
    [
      'metrics of a scaler in another order, of which the greatest counts',
      scaler(`${memory(70)}, ${queue}, ${one('a')}, ${one('b')}`),
      scaler(`${one('b')}, ${one('a')}, ${memory(70)}, ${queue}`),
    ],
  ])('%s', (_, before, after) => expect(where(before, after)).toEqual([]));
});

describe('differs', () => {
  test.each([
    [
      'another share of CPU than by default',
      firstScaler(''),
      firstScaler(share.replace('80', '50')),
      ['changed spec.targetCPUUtilizationPercentage'],
    ],
    [
      'a share of CPU beside other metrics from none',
      firstScaler('', '[{}]'),
      firstScaler(share, '[{}]'),
      ['added spec.targetCPUUtilizationPercentage'],
    ],
    [
      'the target of a metric of a scaler, where others changed places',
      scaler(`${memory(70)}, ${one('a')}, ${queue}`),
      scaler(`${memory(80)}, ${queue}, ${one('a')}`),
      ['changed spec.metrics[0].resource.target.averageUtilization'],
    ],
    [
      'a metric of a scaler that comes, and one that goes',
      scaler(`${memory(70)}, ${one('a')}`),
      scaler(`${queue}, ${memory(70)}`),
      ['removed spec.metrics[1]', 'added spec.metrics[0]'],
    ],
  ])('%s', (_, before, after, expected) => expect(where(before, after)).toEqual(expected));
});

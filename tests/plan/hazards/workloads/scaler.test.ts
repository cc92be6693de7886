import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const autoscaler = (metrics: string, spec = ''): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 5, ${spec} metrics: [${metrics}]}`,
  );
const resource = (name: string, utilization: number): string =>
  `{type: Resource, resource: {name: ${name}, target: {type: Utilization, averageUtilization: ${utilization}}}}`;
const old = (utilization: number): string =>
  object(
    'autoscaling/v1',
    'HorizontalPodAutoscaler',
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 5, targetCPUUtilizationPercentage: ${utilization}}`,
  );
const scaledObject = (triggers: string, spec = '', target = 'name: a'): string =>
  object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    `spec: {scaleTargetRef: {${target}}, ${spec} triggers: [${triggers}]}`,
  );
const prometheus = (threshold: string): string =>
  `{type: prometheus, metadata: {query: up, threshold: "${threshold}"}}`;
const cron =
  '{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "5"}}';
const fallback = 'fallback: {failureThreshold: 3, replicas: 6},';
const scaledJob = (length: string): string =>
  object(
    'keda.sh/v1alpha1',
    'ScaledJob',
    `spec: {triggers: [{type: aws-sqs-queue, metadata: {queueURL: q, queueLength: "${length}"}}]}`,
  );
const formula = (target: string): string =>
  `advanced: {scalingModifiers: {formula: a + b, target: "${target}"}},`;

test.each<[string, string, string, string[]]>([
  [
    'a load for one pod that was for a hundred',
    autoscaler(resource('cpu', 60)),
    autoscaler(resource('cpu', 6000)),
    ['capacity-cut: cpu goes from 60 to 6000 (averageUtilization): fewer pods bear as much'],
  ],
  [
    'a load that cannot be compared',
    autoscaler(resource('cpu', 60)),
    autoscaler('{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 500m}}}'),
    ['scaling-bounds: goes by 500m (averageValue) of cpu, no longer by 60 (averageUtilization)'],
  ],
  ['less for one pod', autoscaler(resource('cpu', 60)), autoscaler(resource('cpu', 50)), []],
  ['the same in a newer version', old(60), autoscaler(resource('cpu', 60)), []],
  [
    'more, in a newer version',
    old(60),
    autoscaler(resource('cpu', 90)),
    ['capacity-cut: cpu goes from 60 to 90 (averageUtilization): fewer pods bear as much'],
  ],
  [
    'another query',
    scaledObject(prometheus('5')),
    scaledObject(prometheus('5').replace('up', 'down')),
    ['scaling-bounds: the trigger prometheus goes by something else than before'],
  ],
  [
    'another queue of another name',
    scaledJob('5'),
    scaledJob('5').replace('queueURL: q', 'queueURL: r'),
    ['scaling-bounds: the trigger aws-sqs-queue goes by something else than before'],
  ],
  [
    'the queue of another region',
    scaledJob('5').replace('queueURL: q', 'queueURL: q.us-west-2.aws'),
    scaledJob('5').replace('queueURL: q', 'queueURL: q.eu-central-1.aws'),
    [],
  ],
  [
    'the same query, in other words and by another name',
    scaledObject(prometheus('5').replace('up', "'sum( up )'")),
    scaledObject(prometheus('5').replace('up', "'sum(  up )', metricName: up")),
    [],
  ],
  ['the default, which was written out', autoscaler(resource('cpu', 80)), autoscaler(''), []],
  ['the default, in a newer version', old(80), autoscaler(''), []],
  [
    'no measure of its own any more, but the default',
    autoscaler(resource('memory', 60)),
    autoscaler(''),
    ['scaling-bounds: no longer goes by memory'],
  ],
  [
    'more than by default',
    autoscaler(''),
    autoscaler(resource('cpu', 95)),
    ['capacity-cut: cpu goes from 80 to 95 (averageUtilization): fewer pods bear as much'],
  ],
  [
    'what it goes by beside CPU in an older version',
    old(80)
      .replace('targetCPUUtilizationPercentage: 80', '')
      .replace(
        'namespace: b,',
        "namespace: b, annotations: {autoscaling.alpha.kubernetes.io/metrics: '[]'},",
      ),
    autoscaler(resource('memory', 60)),
    [],
  ],
  [
    'one measure less',
    autoscaler(`${resource('cpu', 60)}, ${resource('memory', 60)}`),
    autoscaler(resource('cpu', 60)),
    ['scaling-bounds: no longer goes by memory'],
  ],
  [
    'another order, and one measure more',
    autoscaler(`${resource('cpu', 60)}, ${resource('memory', 70)}`),
    autoscaler(`${resource('memory', 70)}, ${resource('cpu', 60)}, ${resource('example.com/gpu', 60)}`),
    [],
  ],
  [
    'no way up',
    autoscaler(resource('cpu', 60)),
    autoscaler(resource('cpu', 60), 'behavior: {scaleUp: {selectPolicy: Disabled}},'),
    ['capacity-cut: adds no pods any more (scaleUp: Disabled)'],
  ],
  [
    'no way down, which only costs',
    autoscaler(resource('cpu', 60)),
    autoscaler(resource('cpu', 60), 'behavior: {scaleDown: {selectPolicy: Disabled}},'),
    [],
  ],
  [
    'another workload',
    scaledObject(cron),
    scaledObject(cron, '', 'name: b'),
    ['scaling-bounds: scales apps/Deployment b, no longer apps/Deployment a'],
  ],
  [
    'the default kind, written out',
    scaledObject(cron),
    scaledObject(cron, '', 'kind: Deployment, name: a'),
    [],
  ],
  [
    'one trigger less, and no fallback',
    scaledObject(`${prometheus('120')}, ${cron}`, fallback),
    scaledObject(cron),
    [
      'scaling-bounds: no longer goes by the trigger prometheus',
      'scaling-bounds: says no more how many pods there are while its triggers cannot be read (fallback)',
    ],
  ],
  [
    'a higher threshold',
    scaledObject(prometheus('120')),
    scaledObject(prometheus('1200')),
    ['capacity-cut: the trigger prometheus goes from 120 to 1200 (threshold): fewer pods bear as much'],
  ],
  [
    'one of two that measure different things',
    scaledObject(`${prometheus('1')}, ${prometheus('2').replace('up', 'down')}`),
    scaledObject(`${prometheus('2').replace('up', 'down')}, ${prometheus('3')}`),
    ['capacity-cut: the trigger prometheus goes from 1 to 3 (threshold): fewer pods bear as much'],
  ],
  [
    'fewer pods by the clock',
    scaledObject(cron),
    scaledObject(cron.replace('"5"', '"2"')),
    ['capacity-cut: the trigger cron goes from 5 to 2 (desiredReplicas): fewer pods at its time'],
  ],
  ['more pods by the clock', scaledObject(cron), scaledObject(cron.replace('"5"', '"9"')), []],
  [
    'a load of another trigger',
    scaledObject('{type: redis, metadata: {listName: l, listLength: "5", activationListLength: "1"}}'),
    scaledObject('{type: redis, metadata: {listName: l, listLength: "50", activationListLength: "9"}}'),
    [
      'capacity-cut: the trigger redis goes from 5 to 50 (listLength): fewer pods bear as much',
      'capacity-cut: the trigger redis goes from 1 to 9 (activationListLength): more must come before there are any pods',
    ],
  ],
  [
    'a load of Jobs',
    scaledJob('5'),
    scaledJob('50'),
    ['capacity-cut: the trigger aws-sqs-queue goes from 5 to 50 (queueLength): fewer pods bear as much'],
  ],
  ['less for each Job', scaledJob('5'), scaledJob('1'), []],
  [
    'a higher target of a formula',
    scaledObject(cron, formula('10')),
    scaledObject(cron, formula('100')),
    ['capacity-cut: the formula (scalingModifiers) goes from 10 to 100 (target): fewer pods bear as much'],
  ],
  [
    'fewer pods in doubt',
    scaledObject(cron, fallback),
    scaledObject(cron, fallback.replace('6', '0')),
    ['capacity-cut: has 0 pods, not 6, while its triggers cannot be read (fallback)'],
  ],
  [
    'thresholds of which nobody knows which was which',
    scaledObject(`${prometheus('1')}, ${prometheus('2')}`),
    scaledObject(`${prometheus('2')}, ${prometheus('3')}`),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((text) => `warning ${text}`)),
);

test('bounds that cross are refused of what is new, too', () =>
  expect(told('', autoscaler(resource('cpu', 60), 'minReplicas: 9,'))).toEqual([
    'error scaling-bounds: the least (9) is more than the most (5): nothing is scaled by these bounds',
  ]));

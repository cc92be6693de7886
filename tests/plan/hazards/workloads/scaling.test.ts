import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const scaled = (bounds: string, kind = 'ScaledObject'): string =>
  object('keda.sh/v1alpha1', kind, `spec: {${bounds} triggers: []}`);

test.each<[string, string, string, string[]]>([
  ['the defaults written out', scaled(''), scaled('minReplicaCount: 0, maxReplicaCount: 100,'), []],
  ['the defaults of Jobs', scaled('maxReplicaCount: 100,', 'ScaledJob'), scaled('', 'ScaledJob'), []],
  [
    'the default, which is less',
    scaled('maxReplicaCount: 200,'),
    scaled(''),
    ['capacity-cut: spec.maxReplicaCount changes from 200 to 100 (the default)'],
  ],
  [
    'more than the default',
    scaled(''),
    scaled('minReplicaCount: 2,'),
    ['scaling-bounds: spec.minReplicaCount changes from 0 (the default) to 2'],
  ],
])('bounds that are %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

const target = 'scaleTargetRef: {name: api},';
const named = (name: string, bounds: string): string =>
  scaled(`${target} cooldownPeriod: 9, pollingInterval: 9, ${bounds}`).replace('name: a,', `name: ${name},`);
const autoscaler = (bounds: string): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', `spec: {${target} ${bounds}}`);
const kept = 'annotations: {argocd.argoproj.io/sync-options: Prune=false}';

test.each<[string, string, string, string[]]>([
  [
    'another kind, with lower ones',
    autoscaler('minReplicas: 2, maxReplicas: 20'),
    named('a', 'maxReplicaCount: 3,'),
    [
      'capacity-cut: spec.minReplicaCount is 0 (the default): HorizontalPodAutoscaler b/a, from which it takes over, had 2',
      'capacity-cut: spec.maxReplicaCount is 3: HorizontalPodAutoscaler b/a, from which it takes over, had 20',
    ],
  ],
  [
    'another one that is not like it, with lower ones',
    scaled(`${target} maxReplicaCount: 20,`),
    named('other', 'maxReplicaCount: 3,'),
    ['capacity-cut: spec.maxReplicaCount is 3: ScaledObject b/a, from which it takes over, had 20'],
  ],
  [
    'another kind, with higher ones',
    named('a', 'minReplicaCount: 2, maxReplicaCount: 20,'),
    autoscaler('minReplicas: 2, maxReplicas: 30'),
    ['scaling-bounds: spec.maxReplicas is 30: ScaledObject b/a, from which it takes over, had 20'],
  ],
  [
    'another kind, with the same ones',
    autoscaler('minReplicas: 2, maxReplicas: 20'),
    named('a', 'minReplicaCount: 2, maxReplicaCount: 20,'),
    [],
  ],
  ['one that is the first', '', named('a', 'maxReplicaCount: 3,'), []],
  [
    'one of another target',
    autoscaler('maxReplicas: 20'),
    named('a', 'maxReplicaCount: 3,').replace('api', 'web'),
    ['deletion: it is deleted, so nothing scales its target any more'],
  ],
  [
    'one beside what stays',
    autoscaler('maxReplicas: 20').replace('namespace: b, ', `namespace: b, ${kept}`),
    named('a', 'maxReplicaCount: 3,'),
    ['left-behind: it leaves git but stays in the cluster (Prune=false)'],
  ],
])('what scales from now on is %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

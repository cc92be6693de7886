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

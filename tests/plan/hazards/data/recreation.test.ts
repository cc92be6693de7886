import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const recreated = (pod: string, spec = ''): string => deployment(pod, `${spec} strategy: {type: Recreate},`);
const stops = 'warning recreation: all its pods stop before new ones start';

test.each<[string, string, string, string[]]>([
  [
    'new pods',
    recreated('hostname: x', 'replicas: 2,'),
    recreated('hostname: y', 'replicas: 2,'),
    [`${stops} (strategy Recreate)`],
  ],
  [
    'new pods, once it is no longer paused',
    recreated('hostname: x', 'paused: true,'),
    recreated('hostname: y'),
    [`${stops} (strategy Recreate)`],
  ],
  [
    'the strategy, while there are none',
    deployment('hostname: x', 'replicas: 0,'),
    recreated('hostname: y', 'replicas: 0,'),
    [`${stops}, from now on (strategy Recreate)`],
  ],
  [
    'other pods of none',
    recreated('hostname: x', 'replicas: 0,'),
    recreated('hostname: y', 'replicas: 0,'),
    [],
  ],
  [
    'other pods while it is paused',
    recreated('hostname: x', 'paused: true,'),
    recreated('hostname: y', 'paused: true,'),
    [],
  ],
])('a Deployment that gets %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected),
);

test('what says its namespace on one side only is deleted where it is applied elsewhere, and otherwise the same', () => {
  const claim = (namespace: string) =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data${namespace}}, spec: {}}`;
  expect(told(claim(''), claim(', namespace: shop'))).toEqual([
    'warning recreation: its namespace is newly written: unless it is applied to shop already, it is deleted where it is, and created there',
  ]);
  expect(told(claim(', namespace: shop'), claim(''))).toEqual([
    'warning recreation: its namespace is no longer written: unless it is applied to shop, it is deleted there, and created where it is',
  ]);
  const priority = (namespace: string, what: string) =>
    `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a${namespace}}, value: 1, description: ${what}}`;
  expect(told(priority('', 'one'), priority(', namespace: shop', 'other'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const range = (limits: string, type = 'Container'): string =>
  object('v1', 'LimitRange', `spec: {limits: [{type: ${type}, ${limits}}]}`);
const claims = (limits: string, name: string): string =>
  range(limits, 'PersistentVolumeClaim').replace('name: a,', `name: ${name},`);
const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: b}}';

test.each<[string, string, string, string[]]>([
  [
    'a lower maximum',
    range('max: {memory: 4Gi, cpu: 2}'),
    range('max: {memory: 1Gi, cpu: 2}'),
    ['quota: limits a Container to memory 1Gi (not 4Gi): what asks for more is refused'],
  ],
  [
    'a maximum of a namespace that had none',
    '',
    range('max: {storage: 10Gi}', 'PersistentVolumeClaim'),
    ['quota: limits a PersistentVolumeClaim to storage 10Gi: what asks for more is refused'],
  ],
  [
    'a higher minimum',
    range('min: {cpu: 50m}'),
    range('min: {cpu: 100m, memory: 1Gi}'),
    ['quota: takes no Container below cpu 100m (not 50m), memory 1Gi: what asks for less is refused'],
  ],
  [
    'limits that must be near to requests',
    range(''),
    range('maxLimitRequestRatio: {cpu: 2}'),
    ['quota: lets limits of a Container be at most cpu 2 times its requests: others are refused'],
  ],
  [
    'less for who says nothing',
    range('default: {memory: 1Gi}'),
    range('default: {memory: 128Mi}'),
    ['capacity-cut: limits a Container that names no limit to memory 128Mi (not 1Gi)'],
  ],
  [
    'no limit for who says nothing',
    range('default: {memory: 1Gi}'),
    range(''),
    ['limit-removal: no longer limits memory of a Container that names no limit'],
  ],
  [
    'no maximum',
    range('max: {memory: 1Gi}, min: {memory: 1Mi}'),
    range('min: {memory: 1Mi}'),
    ['limit-removal: no longer limits memory of a Container'],
  ],
  [
    'a default that is the maximum',
    range('max: {memory: 1Gi}, default: {memory: 1Gi}'),
    range('max: {memory: 1Gi}'),
    [],
  ],
  [
    'a default that was the maximum',
    range('max: {memory: 1Gi}'),
    range('max: {memory: 1Gi}, default: {memory: 1Gi}'),
    [],
  ],
  [
    'one range in two',
    claims('max: {storage: 1Gi}, min: {storage: 1Mi}', 'a'),
    `${claims('min: {storage: 1Mi}', 'a')}\n---\n${claims('max: {storage: 1Gi}', 'c')}`,
    [],
  ],
  [
    'one range in two, of which one is stricter',
    claims('max: {storage: 2Gi}, min: {storage: 1Mi}', 'a'),
    `${claims('min: {storage: 1Mi}', 'a')}\n---\n${claims('max: {storage: 1Gi}', 'c')}`,
    ['quota: limits a PersistentVolumeClaim to storage 1Gi (not 2Gi): what asks for more is refused'],
  ],
  [
    'one range in two, of two namespaces',
    claims('max: {storage: 1Gi}, min: {storage: 1Mi}', 'a'),
    `${claims('min: {storage: 1Mi}', 'a')}\n---\n${claims('max: {storage: 1Gi}', 'c').replace('namespace: b', 'namespace: d')}`,
    [
      'limit-removal: no longer limits storage of a PersistentVolumeClaim',
      'quota: limits a PersistentVolumeClaim to storage 1Gi: what asks for more is refused',
    ],
  ],
  ['a higher maximum', range('max: {memory: 1Gi}'), range('max: {memory: 2Gi}'), []],
  ['a lower minimum', range('min: {memory: 2Mi}'), range('min: {memory: 1Mi}'), []],
  ['the same, otherwise written', range('max: {memory: 1Gi}'), range('max: {memory: 1024Mi}'), []],
  ['limits of a new namespace', '', `${namespace}\n---\n${range('max: {memory: 1Gi}')}`, []],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

const removed = 'it is deleted, so containers that say nothing of limits have none';

test.each<[string, string, string[]]>([
  ['all that it limits', 'max: {memory: 1Gi, cpu: 2}', []],
  ['less than it limits', 'max: {cpu: 2}', [`warning deletion: ${removed}`]],
])('a range goes, and another one limits %s', (_, limits, expected) =>
  expect(
    told(
      `${range('max: {memory: 1Gi}').replace('name: a', 'name: c')}\n---\n${range('max: {cpu: 2}')}`,
      range(limits),
    ),
  ).toEqual(expected),
);

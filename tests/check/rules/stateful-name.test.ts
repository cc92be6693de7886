import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

const statefulSet = (name: string) =>
  deployment('{}', '{}', { name }).replace('kind: Deployment', 'kind: StatefulSet');

test('a StatefulSet whose pods are refused for the label that its name becomes', () => {
  expect(checked(statefulSet('a'.repeat(53)))).toEqual([
    'warning name-too-long metadata.name: has 53 characters: with a dash and the hash of a revision it is a label of each pod, and may have 63',
  ]);
});

test('a StatefulSet and a Deployment whose names leave room enough', () => {
  expect(checked(statefulSet('a'.repeat(52)))).toEqual([]);
  expect(checked(deployment('{}', '{}', { name: 'a'.repeat(63) }))).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { widgetDefinition } from '../support/definition.ts';
import { changesOf, object } from './changes-of.ts';

const widgets = widgetDefinition({
  type: 'object',
  properties: { when: { type: 'string', format: 'date-time' }, note: { type: 'string' } },
});
const comparer = new ObjectComparer(loadFacts().extendedWith([widgets]));
const where = (before: string, after: string): string[] => changesOf(comparer, before, after);
const widget = (spec: string): string => object('example.com/v1', 'Widget', `spec: {${spec}}`);

describe('is the same instant', () => {
  test.each([
    [
      'the time of a Lease in another zone',
      object('coordination.k8s.io/v1', 'Lease', 'spec: {renewTime: "2024-01-01T01:00:00.100000+01:00"}'),
      object('coordination.k8s.io/v1', 'Lease', 'spec: {renewTime: "2024-01-01T00:00:00.100000Z"}'),
    ],
    [
      'the time of a Rollout in another zone',
      object('argoproj.io/v1alpha1', 'Rollout', 'spec: {restartAt: "2024-01-01T09:00:00+09:00"}'),
      object('argoproj.io/v1alpha1', 'Rollout', 'spec: {restartAt: "2024-01-01T00:00:00Z"}'),
    ],
    [
      'a custom time with zeros at its end',
      widget('when: "2024-01-01T00:00:00.500Z"'),
      widget('when: "2024-01-01T00:00:00.5Z"'),
    ],
  ])('%s', (_, before, after) => expect(where(before, after)).toEqual([]));
});

describe('differs', () => {
  test.each([
    [
      'a time by a microsecond',
      object('coordination.k8s.io/v1', 'Lease', 'spec: {renewTime: "2024-01-01T00:00:00.000001Z"}'),
      object('coordination.k8s.io/v1', 'Lease', 'spec: {renewTime: "2024-01-01T00:00:00.000002Z"}'),
      ['changed spec.renewTime'],
    ],
    [
      'a time that reads the same in another zone',
      widget('when: "2024-01-01T00:00:00Z"'),
      widget('when: "2024-01-01T00:00:00+09:00"'),
      ['changed spec.when'],
    ],
    [
      'a day that there is not, as it is written',
      widget('when: "2024-02-30T00:00:00Z"'),
      widget('when: "2024-03-01T00:00:00Z"'),
      ['changed spec.when'],
    ],
    [
      'what looks like a time and is text',
      widget('note: "2024-01-01T09:00:00+09:00"'),
      widget('note: "2024-01-01T00:00:00Z"'),
      ['changed spec.note'],
    ],
  ])('%s', (_, before, after, expected) => expect(where(before, after)).toEqual(expected));
});

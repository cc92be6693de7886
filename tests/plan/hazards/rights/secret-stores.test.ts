import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const store = (...conditions: string[]): string =>
  object(
    'external-secrets.io/v1',
    'ClusterSecretStore',
    `spec: {provider: {}, conditions: [${conditions.map((each) => `{${each}}`).join(', ')}]}`,
  );
const labelled = (labels: string): string => `namespaceSelector: {matchLabels: {${labels}}}`;

test.each<[string, string, string, string[]]>([
  ['one more namespace', store('namespaces: [a]'), store('namespaces: [a, b]'), ['the namespace b']],
  ['one less', store('namespaces: [a, b]'), store('namespaces: [b]'), []],
  [
    'the same, one condition each',
    store('namespaces: [a, b]'),
    store('namespaces: [b]', 'namespaces: [a]'),
    [],
  ],
  [
    'those of a pattern',
    store('namespaces: [a]'),
    store("namespaceRegexes: ['a.*']"),
    ['namespaces like a.*'],
  ],
  [
    'those with fewer labels',
    store(labelled('team: a, tier: x')),
    store(labelled('team: a')),
    ['namespaces with {"matchLabels":{"team":"a"}}'],
  ],
  ['those with more labels', store(labelled('team: a')), store(labelled('team: a, tier: x')), []],
])('a store that may be asked from %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map((text) => `warning rbac-widening: may be asked from ${text}`),
  ),
);

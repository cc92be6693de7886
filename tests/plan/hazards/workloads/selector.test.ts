import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const budget = (selector: string): string =>
  object('policy/v1', 'PodDisruptionBudget', `spec: {minAvailable: 1, selector: {${selector}}}`);
const among = (values: string): string => `matchExpressions: [{key: app, operator: In, values: [${values}]}]`;
const other = (path: string): string[] => [
  `warning selector-change: ${path} changes: it means other pods than before`,
];

test.each<[string, string, string, string[]]>([
  ['the same in an expression', budget('matchLabels: {app: a}'), budget(among('a')), []],
  ['values in another order', budget(among('a, b')), budget(among('b, a')), []],
  [
    'another value',
    budget(among('a')),
    budget(among('b')),
    other('spec.selector.matchExpressions[0].values[0]'),
  ],
  [
    'fewer pods',
    budget(among('a, b')),
    budget('matchLabels: {app: a}'),
    other('spec.selector.matchExpressions'),
  ],
  ['all pods', budget('matchLabels: {app: a}'), budget(''), other('spec.selector.matchLabels')],
  [
    'another label of a Service',
    object('v1', 'Service', 'spec: {selector: {app: a}}'),
    object('v1', 'Service', 'spec: {selector: {app: b}}'),
    other('spec.selector.app'),
  ],
])('a selector with %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const budget = (spec: string): string => object('policy/v1', 'PodDisruptionBudget', `spec: {${spec}}`);

const more = 'lets more pods be evicted at once: ';
const none = 'lets no pod be evicted: nodes cannot be drained';

test.each<[string, string, string[]]>([
  [
    'minAvailable: 2',
    'maxUnavailable: 100%',
    [`${more}maxUnavailable 100% takes the place of minAvailable 2`],
  ],
  ['minAvailable: 2', '', [`${more}no limit takes the place of minAvailable 2`]],
  ['minAvailable: 2', 'minAvailable: 0', [`${more}minAvailable goes from 2 to 0`]],
  ['minAvailable: 50%', 'minAvailable: 0', [`${more}minAvailable goes from 50% to 0`]],
  [
    'minAvailable: 80%',
    'maxUnavailable: 50%',
    [`${more}maxUnavailable 50% takes the place of minAvailable 80%`],
  ],
  ['minAvailable: 2', 'maxUnavailable: "0%"', [none]],
  // Good neighbours.
  ['minAvailable: 80%', 'maxUnavailable: 20%', []],
  ['minAvailable: 80%', 'maxUnavailable: 10%', []],
  ['minAvailable: 2', 'maxUnavailable: 1', []],
  ['', 'maxUnavailable: 100%', []],
  ['', 'minAvailable: 1', []],
  ['maxUnavailable: 0', 'minAvailable: 100%', []],
])('a budget of {%s} that becomes one of {%s}', (before, after, expected) =>
  expect(told(budget(before), budget(after))).toEqual(
    expected.map((message) => `warning protection-cut: ${message}`),
  ),
);

test('a new budget without a limit takes nothing away', () => expect(told('', budget(''))).toEqual([]));

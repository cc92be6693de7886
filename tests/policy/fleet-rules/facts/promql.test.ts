import { expect, test } from 'vitest';
import { seriesIn } from '../../../../src/policy/fleet-rules/facts/promql.ts';

test.for([
  ['up', ['up']],
  ['sum by (job, le) (rate(http_requests_total[5m])) > 0.5', ['http_requests_total']],
  ['sum(rate(a[5m])) without (pod)', ['a']],
  ['a / on (job) group_left (team) b offset 5m', ['a', 'b']],
  ['a and b or c unless d', ['a', 'b', 'c', 'd']],
  ['job:errors:ratio_rate5m > 14.4 * 1e-3', ['job:errors:ratio_rate5m']],
  ['vector(0) or absent(x) == bool Inf', ['x']],
  ['label_replace(a, "b", "$1", \'c:d\', `(e)`)', ['a']],
  ['{__name__=~"job:.+"}', ['']],
  ['', []],
] as const)('%s reads %s', ([expression, metrics]) => {
  expect(seriesIn(expression).map(({ metric }) => metric)).toEqual(metrics);
});

test('matchers are told with their operators, whatever is in their text', () => {
  expect(seriesIn('up{job="a, b}", pod=~\'web-.+\', code!~`5..`, node!="\\"",}')).toEqual([
    {
      metric: 'up',
      matchers: [
        { label: 'job', operator: '=', value: 'a, b}' },
        { label: 'pod', operator: '=~', value: 'web-.+' },
        { label: 'code', operator: '!~', value: '5..' },
        { label: 'node', operator: '!=', value: '\\"' },
      ],
    },
  ]);
});

test('a selector without an end yields what there is', () => {
  expect(seriesIn('up{job="a"')).toEqual([
    { metric: 'up', matchers: [{ label: 'job', operator: '=', value: 'a' }] },
  ]);
});

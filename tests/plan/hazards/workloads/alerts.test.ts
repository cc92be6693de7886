import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const rules = (...groups: readonly string[]): string =>
  object(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    `spec: {groups: [${groups.map((each, index) => `{name: g${index}, rules: [${each}]}`).join(', ')}]}`,
  );
const alert = (name: string, wait = '5m', severity = 'page'): string =>
  `{alert: ${name}, expr: "up == 0", for: ${wait}, labels: {severity: ${severity}}}`;

test.each<[string, string, string, string[]]>([
  [
    'one less',
    rules(`${alert('Down')}, ${alert('Full')}`),
    rules(alert('Full')),
    ['no longer alerts of Down (page)'],
  ],
  [
    'more severity, of more',
    rules(alert('Down', '5m', 'warning').replace('up == 0', 'x > 5')),
    rules(alert('Down', '5m', 'critical').replace('up == 0', 'x > 3')),
    [],
  ],
  [
    'more severity, of less',
    rules(alert('Down', '5m', 'warning').replace('up == 0', 'x > 5')),
    rules(alert('Down', '5m', 'critical').replace('up == 0', 'x > 50')),
    ['alerts of Down (warning) only where x > 50, not where x > 5'],
  ],
  ['more severity', rules(alert('Down', '5m', 'warning')), rules(alert('Down', '5m', 'critical')), []],
  [
    'more severity, of something else',
    rules(alert('Down', '5m', 'warning')),
    rules(alert('Down', '5m', 'critical').replace('up', 'down')),
    ['no longer alerts of Down (warning)'],
  ],
  [
    'more severity, but later',
    rules(alert('Down', '5m', 'warning')),
    rules(alert('Down', '1h', 'critical')),
    ['alerts of Down (warning) after 1h, not after 5m'],
  ],
  [
    'less severity, as it is called by most',
    rules(alert('Down', '5m', 'critical')),
    rules(alert('Down', '5m', 'warning')),
    ['no longer alerts of Down (critical)'],
  ],
  [
    'the less severe of two',
    rules(`${alert('Down', '5m', 'warning')}, ${alert('Down', '1h', 'critical')}`),
    rules(alert('Down', '1h', 'critical')),
    ['no longer alerts of Down (warning)'],
  ],
  [
    'two less, in one line',
    rules(`${alert('Down')}, ${alert('Full')}`),
    rules(''),
    ['no longer alerts of Down (page), Full (page)'],
  ],
  [
    'a group less',
    rules(alert('Down'), alert('Full')),
    rules(alert('Down')),
    ['no longer alerts of Full (page)'],
  ],
  [
    'what is less likely',
    rules(alert('Down').replace('up == 0', 'rate(errors[5m]) > 1')),
    rules(alert('Down').replace('up == 0', 'rate(errors[5m]) > 100')),
    ['alerts of Down (page) only where rate(errors[5m]) > 100, not where rate(errors[5m]) > 1'],
  ],
  [
    'what is more likely',
    rules(alert('Down').replace('up == 0', 'free < 10')),
    rules(alert('Down').replace('up == 0', 'free < 20')),
    [],
  ],
  [
    'fewer exceptions',
    rules(alert('Down').replace('up == 0', 'x > 5 unless y > 5')),
    rules(alert('Down').replace('up == 0', 'x > 5 unless y > 10')),
    [],
  ],
  ['something else', rules(alert('Down')), rules(alert('Down').replace('up', 'absent')), []],
  [
    'what is recorded no more',
    rules('{record: "a:rate5m", expr: x}, {record: "b:rate5m", expr: y}'),
    rules('{record: "b:rate5m", expr: z}'),
    ['no longer records a:rate5m: what goes by it sees nothing'],
  ],
  ['another group', rules(alert('Down'), alert('Full')), rules(`${alert('Full')}, ${alert('Down')}`), []],
  [
    'less severity',
    rules(alert('Down')),
    rules(alert('Down', '5m', 'info')),
    ['no longer alerts of Down (page)'],
  ],
  [
    'a longer wait, in days and hours',
    rules(alert('Down', '1d')),
    rules(alert('Down', '1d12h')),
    ['alerts of Down (page) after 1d12h, not after 1d'],
  ],
  [
    'a longer wait',
    rules(alert('Down')),
    rules(alert('Down', '1d')),
    ['alerts of Down (page) after 1d, not after 5m'],
  ],
  ['a shorter wait', rules(alert('Down', '1h')), rules(alert('Down', '30m')), []],
  [
    'one more, and one that only records',
    rules('{record: a, expr: b}'),
    rules(`{record: a, expr: b}, ${alert('Down')}`),
    [],
  ],
])('alerts with %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);

test('an alert that moves to other rules is still told', () => {
  const other = (text: string): string => rules(text).replace('name: a', 'name: z');
  const both = rules(alert('Down'), alert('Full'));
  expect(told(both, `${rules(alert('Down'))}\n---\n${other(alert('Full'))}`)).toEqual([]);
  expect(
    told(both, `${rules(alert('Down'))}\n---\n${other(alert('Full').replace('up', 'of_another'))}`),
  ).toEqual(['warning protection-cut: no longer alerts of Full (page)']);
});

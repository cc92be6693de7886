import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const template = (metrics: string, rest = ''): string =>
  object('argoproj.io/v1alpha1', 'AnalysisTemplate', `spec: {metrics: [${metrics}], ${rest}}`);
const metric = (rest: string): string => `{name: errors, ${rest}}`;
const success = (condition: string): string => template(metric(`successCondition: "${condition}"`));
const failure = (condition: string): string => template(metric(`failureCondition: "${condition}"`));
const looser = (field: string, was: string, is: string): string =>
  `errors lets more pass: ${field} goes from ${was} to ${is}`;

test.each<[string, string, string, string[]]>([
  [
    'one metric less',
    template(`${metric('')}, {name: latency}`),
    template(metric('')),
    ['latency is no longer measured'],
  ],
  [
    'a shorter time',
    template(metric('count: 5, interval: 1m')),
    template(metric('count: 5, interval: 1s')),
    ['errors is measured for a shorter time: interval goes from 1m to 1s'],
  ],
  ['as often, without an end', template(metric('interval: 1m')), template(metric('interval: 30s')), []],
  [
    'fewer in a row',
    template(metric('consecutiveSuccessLimit: 5')),
    template(metric('consecutiveSuccessLimit: 2')),
    ['errors needs fewer good measurements in a row: consecutiveSuccessLimit goes from 5 to 2'],
  ],
  [
    'another bound by an argument',
    template(metric(''), 'args: [{name: most, value: "0.01"}, {name: hash}]'),
    template(metric(''), 'args: [{name: most, value: "1"}, {name: hash, value: x}]'),
    ['is given most=1, no longer 0.01 (args)'],
  ],
  [
    'another region by an argument',
    template(metric(''), 'args: [{name: cluster, value: production-us-west-2}]'),
    template(metric(''), 'args: [{name: cluster, value: production-eu-central-1}]'),
    [],
  ],
  [
    'no other template any more',
    template(metric(''), 'templates: [{templateName: latency}]'),
    template(metric('')),
    ['no longer measures what latency does (templates)'],
  ],
  ['one metric more', template(metric('')), template(`{name: latency}, ${metric('')}`), []],
  [
    'more failures',
    template(metric('')),
    template(metric('failureLimit: 100')),
    [looser('failureLimit', 'none', '100')],
  ],
  [
    'failures without end',
    template(metric('failureLimit: 3')),
    template(metric('failureLimit: -1')),
    [looser('failureLimit', '3', '-1')],
  ],
  ['fewer failures', template(metric('failureLimit: 3')), template(metric('failureLimit: 1')), []],
  [
    'a higher bound',
    success('result[0] <= 0.01'),
    success('result[0] <= 100'),
    [looser('successCondition', 'result[0] <= 0.01', 'result[0] <= 100')],
  ],
  ['a lower bound', success('result[0] <= 0.01'), success('result[0] <= 0.001'), []],
  ['the same, without blanks', success('result[0] <= 0.01'), success('result[0]<=0.01'), []],
  [
    'a higher bound, without blanks',
    success('result[0] <= 0.01'),
    success('result[0]<=100'),
    [looser('successCondition', 'result[0] <= 0.01', 'result[0]<=100')],
  ],
  ['the bound itself no more', success('result[0] <= 0.01'), success('result[0] < 0.01'), []],
  ['more that must pass', success('result[0] >= 0.95'), success('result[0] >= 0.99'), []],
  [
    'less that must pass',
    success('result[0] >= 0.95'),
    success('result[0] >= 0.5'),
    [looser('successCondition', 'result[0] >= 0.95', 'result[0] >= 0.5')],
  ],
  [
    'a failure that comes later',
    failure('result[0] > 0.05'),
    failure('result[0] > 0.5'),
    [looser('failureCondition', 'result[0] > 0.05', 'result[0] > 0.5')],
  ],
  ['a failure that comes sooner', failure('result[0] > 0.05'), failure('result[0] > 0.01'), []],
  [
    'another condition',
    success('result[0] < 1'),
    success('true'),
    ['errors judges otherwise: successCondition goes from result[0] < 1 to true'],
  ],
  [
    'a condition turned round',
    success('result[0] <= 0.01'),
    success('result[0] >= 0.01'),
    ['errors judges otherwise: successCondition goes from result[0] <= 0.01 to result[0] >= 0.01'],
  ],
  [
    'no condition',
    failure('result[0] > 1'),
    template(metric('')),
    [looser('failureCondition', 'result[0] > 1', 'none')],
  ],
  [
    'another query',
    template(metric('provider: {prometheus: {query: errors}}')),
    template(metric('provider: {prometheus: {query: vector(0)}}')),
    ['errors measures something else than before (provider)'],
  ],
  [
    'one measurement, not ten',
    template(metric('count: 10')),
    template(metric('count: 1')),
    ['errors is measured less often: count goes from 10 to 1'],
  ],
  ['as many measurements as it takes', template(metric('')), template(metric('count: 10')), []],
  [
    'a trial',
    template(metric('')),
    template(metric(''), 'dryRun: [{metricName: errors}]'),
    ['what errors measures stops no new version (dryRun)'],
  ],
])('an analysis with %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);

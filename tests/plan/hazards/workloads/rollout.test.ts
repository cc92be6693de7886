import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const rollout = (strategy: string): string =>
  object('argoproj.io/v1alpha1', 'Rollout', `spec: {replicas: 3, strategy: {${strategy}}}`);
const canary = (steps: string, analysis = ''): string => rollout(`canary: {${analysis} steps: [${steps}]}`);
const blueGreen = (rest: string): string => rollout(`blueGreen: {activeService: a, ${rest}}`);
const checked = 'analysis: {templates: [{templateName: errors}]},';
const routed = 'trafficRouting: {istio: {virtualService: {name: a}}},';
const template = (name: string): string =>
  `{apiVersion: argoproj.io/v1alpha1, kind: AnalysisTemplate, metadata: {name: ${name}, namespace: b}, spec: {metrics: [{name: share, successCondition: "result < 1", provider: {job: {}}}]}}`;
const steps = '{setWeight: 5}, {pause: {duration: 10m}}, {setWeight: 50}';

test.each<[string, string, string, string[]]>([
  [
    'all at once, unchecked',
    canary(steps, checked),
    canary('{setWeight: 100}'),
    [
      'errors no longer checks a new version',
      'a new version begins with 100 %, not with 5 %',
      'a new version goes on without a pause',
    ],
  ],
  [
    'without steps',
    canary('{setWeight: 5}, {setWeight: 50}'),
    rollout('canary: {}'),
    ['a new version begins with 100 %, not with 5 %'],
  ],
  [
    'more at once, later on',
    canary('{setWeight: 5}, {setWeight: 20}, {setWeight: 50}'),
    canary('{setWeight: 5}'),
    ['a new version goes up by 95 % at once, not by 50 %'],
  ],
  [
    'by measurements that stop nothing',
    canary(steps, checked),
    canary(steps, checked.replace('templates', 'dryRun: [{metricName: .*}], templates')),
    ['what .* measures stops no new version (dryRun)'],
  ],
  [
    'by measurements of something else',
    canary(steps, checked.replace('templates', 'args: [{name: service, value: cart}], templates')),
    canary(steps, checked.replace('templates', 'args: [{name: service, value: shop}], templates')),
    ['is given service=shop, no longer cart (args)'],
  ],
  [
    'by the number of its pods',
    canary(steps, routed),
    canary(steps),
    ['a new version gets its share by the number of its pods, no longer by weight (trafficRouting)'],
  ],
  ['by weight', canary(steps), canary(steps, routed), []],
  ['another way', canary('{setWeight: 5}', routed), blueGreen(''), []],
  [
    'less at first',
    canary('{setWeight: 10}, {setWeight: 50}'),
    canary('{setWeight: 5}, {setWeight: 50}'),
    [],
  ],
  [
    'shorter pauses',
    canary(steps),
    canary(steps.replace('10m', '1s')),
    ['a new version waits 1 s in all before it goes on, not 600 s'],
  ],
  ['pauses in other words', canary(steps), canary(steps.replace('10m', '600')), []],
  [
    'a pause that ends by itself',
    canary('{setWeight: 5}, {pause: {}}'),
    canary('{setWeight: 5}, {pause: {duration: 10m}}'),
    ['a new version goes on where it waited to be asked'],
  ],
  [
    'a check that comes later',
    canary(steps, checked.replace('{t', '{startingStep: 1, t')),
    canary(steps, checked.replace('{t', '{startingStep: 3, t')),
    ['a new version is checked from step 3 on, not from 1'],
  ],
  ['more steps', canary(steps, checked), canary(`{setWeight: 1}, {pause: {}}, ${steps}`, checked), []],
  [
    'the check in a step of its own',
    canary(steps, checked),
    canary(`${steps}, {analysis: {templates: [{templateName: errors}]}}`),
    [],
  ],
  [
    'without being asked',
    blueGreen('autoPromotionEnabled: false'),
    blueGreen('autoPromotionEnabled: true'),
    ['a new version is promoted without being asked'],
  ],
  [
    'without a check before',
    blueGreen('prePromotionAnalysis: {templates: [{templateName: smoke}]}'),
    blueGreen(''),
    ['smoke no longer checks a new version'],
  ],
  [
    'with another check',
    canary(steps, checked),
    canary(steps, checked.replace('errors', 'faults')),
    ['errors no longer checks a new version'],
  ],
  ['the default, written out', blueGreen(''), blueGreen('autoPromotionEnabled: true'), []],
])('a new version goes out %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);

test('a check that only gets another name still checks a new version', () =>
  expect(
    told(
      `${canary(steps, checked)}\n---\n${template('errors')}`,
      `${canary(steps, checked.replace('errors', 'faults'))}\n---\n${template('faults')}`,
    ),
  ).toEqual(['warning recreation: was b/errors before: that one is deleted, and this one created']));

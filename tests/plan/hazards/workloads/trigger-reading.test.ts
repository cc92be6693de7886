import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const scaler = (trigger: string, spec = ''): string =>
  object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    `spec: {scaleTargetRef: {name: a}, triggers: [${trigger}], ${spec}}`,
  );
const queue = (rest: string, url = 'u'): string =>
  `{type: aws-sqs-queue, metadata: {queueURL: ${url}, queueLength: "5"}, ${rest}}`;
const cpu = (rest: string, metadata = ''): string =>
  `{type: cpu, metadata: {value: "70", ${metadata}}, ${rest}}`;
const fallback = (failures: number, rest = ''): string =>
  `fallback: {failureThreshold: ${failures}, replicas: 3, ${rest}}`;
const rights = (name: string): string => `authenticationRef: {name: ${name}}`;
const authentication = (name: string): string =>
  `\n---\n{apiVersion: keda.sh/v1alpha1, kind: TriggerAuthentication, metadata: {name: ${name}, namespace: b},
    spec: {podIdentity: {provider: aws, roleArn: "arn:aws:iam::1:role/reader"}}}`;

test.each<[string, string, string, string[]]>([
  [
    'without credentials',
    scaler(queue(rights('reader'))),
    scaler(queue('')),
    ['the trigger aws-sqs-queue is asked without credentials, no longer with those of reader'],
  ],
  [
    'with other rights, of one of two',
    scaler(`${queue(rights('reader'))}, ${queue(rights('reader'), 'v')}`),
    scaler(
      `${queue(rights('reader'))}, ${queue('authenticationRef: {name: all, kind: ClusterTriggerAuthentication}', 'v')}`,
    ),
    [
      'the trigger aws-sqs-queue is asked with the rights of ClusterTriggerAuthentication all, no longer of TriggerAuthentication reader',
    ],
  ],
  ['with credentials from now on', scaler(queue('')), scaler(queue(rights('reader'))), []],
  [
    'by an amount that means something else',
    scaler(cpu('metricType: Utilization')),
    scaler(cpu('metricType: AverageValue')),
    ['the amount of the trigger cpu means something else: metricType goes from Utilization to AverageValue'],
  ],
  [
    'by an amount that means the same',
    scaler(cpu('', 'type: Utilization')),
    scaler(cpu('metricType: Utilization')),
    [],
  ],
  ['by the default, written out', scaler(queue('')), scaler(queue('metricType: AverageValue')), []],
  [
    'in vain for longer',
    scaler(queue(''), fallback(3)),
    scaler(queue(''), fallback(30)),
    ['goes by its fallback after 30 failures, not after 3'],
  ],
  [
    'in vain, to another end',
    scaler(queue(''), fallback(3)),
    scaler(queue(''), fallback(2, 'behavior: currentReplicasIfLower')),
    ['its fallback is currentReplicasIfLower, no longer static, while its triggers cannot be read'],
  ],
  [
    'in vain, as by default',
    scaler(queue(''), fallback(3)),
    scaler(queue(''), fallback(3, 'behavior: static')),
    [],
  ],
])('a trigger is asked %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning scaling-bounds: ${message}`));
});

test('credentials that go on by another name are the same', () => {
  const found = told(
    scaler(queue(rights('reader'))) + authentication('reader'),
    scaler(queue(rights('asker'))) + authentication('asker'),
  );
  expect(found.join('\n')).not.toContain('rights of');
});

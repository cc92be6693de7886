import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const cronJob = (spec: string): string =>
  object('batch/v1', 'CronJob', `spec: {schedule: "0 3 * * *", ${spec}}`);
const rollout = (spec: string): string => object('argoproj.io/v1alpha1', 'Rollout', `spec: {${spec}}`);
const scaledObject = (annotations: string): string =>
  object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'spec: {scaleTargetRef: {name: a}, triggers: []}',
    `annotations: {${annotations}}`,
  );
const nodePool = (budgets: string): string =>
  `{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: a}, spec: {disruption: {budgets: [${budgets}]}}}`;

const standsStill = 'warning suspension: is';
const heldAt = (pods: number): string => `held at ${pods} pods, whatever the load (paused-replicas)`;

test.each<[string, string, string, string[]]>([
  ['a schedule', cronJob(''), cronJob('suspend: true'), [`${standsStill} suspended: it starts no more jobs`]],
  [
    'a day that never comes',
    cronJob(''),
    cronJob('').replace('0 3 * * *', '0 3 31 2 *'),
    ['warning suspension: starts no more jobs: its schedule names a day that never comes'],
  ],
  ['a day that comes rarely', cronJob(''), cronJob('').replace('0 3 * * *', '0 3 29 2 *'), []],
  ['a day in words', cronJob(''), cronJob('').replace('0 3 * * *', '@daily'), []],
  ['a schedule that goes on', cronJob('suspend: true'), cronJob('suspend: false'), []],
  ['the default, written out', cronJob(''), cronJob('suspend: false'), []],
  ['a new schedule', '', cronJob('suspend: true'), []],
  [
    'a rollout',
    rollout('replicas: 2'),
    rollout('replicas: 2, paused: true'),
    [`${standsStill} paused: what changes in its pods does not reach them`],
  ],
  [
    'a scaler',
    scaledObject(''),
    scaledObject('autoscaling.keda.sh/paused: "true"'),
    [`${standsStill} paused: nothing is scaled, whatever the load`],
  ],
  ['a scaler that is not', scaledObject(''), scaledObject('autoscaling.keda.sh/paused: "false"'), []],
  [
    'a scaler without pods',
    scaledObject('autoscaling.keda.sh/paused-replicas: "4"'),
    scaledObject('autoscaling.keda.sh/paused-replicas: "0"'),
    [`error suspension: is ${heldAt(0)}`],
  ],
  [
    'a scaler with some',
    scaledObject(''),
    scaledObject('autoscaling.keda.sh/paused-replicas: "4"'),
    [`${standsStill} ${heldAt(4)}`],
  ],
  [
    'a scaler in one direction',
    scaledObject(''),
    scaledObject(
      'autoscaling.keda.sh/paused-scale-out: "true", autoscaling.keda.sh/paused-scale-in: "false"',
    ),
    ['warning suspension: adds no pods, whatever the load (paused-scale-out)'],
  ],
  ['a scaler that goes on', scaledObject('autoscaling.keda.sh/paused-replicas: "4"'), scaledObject(''), []],
  [
    'the replacement of nodes',
    nodePool('{nodes: 10%}'),
    nodePool('{nodes: 10%}, {nodes: "0"}'),
    ['warning suspension: replaces no nodes that are outdated or idle (budget of 0)'],
  ],
  [
    'the replacement of nodes, at times or for one reason',
    nodePool('{nodes: 10%}'),
    nodePool('{nodes: 10%}, {nodes: "0", schedule: "@daily", duration: 8h}, {nodes: "0", reasons: [Empty]}'),
    [],
  ],
])('%s stands still', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

const unsynced = 'suspended: what changes in git does not reach the cluster by it';

test.each<[string, string, string]>([
  ['argoproj.io/v1alpha1', 'CronWorkflow', 'suspended: it starts no more workflows'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', unsynced],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', unsynced],
  ['postgresql.cnpg.io/v1', 'ScheduledBackup', 'suspended: it makes no more backups'],
  ['source.toolkit.fluxcd.io/v1', 'GitRepository', unsynced],
])('of %s, a suspended %s', (apiVersion, kind, what) => {
  const [goes, stands] = [false, true].map((suspend) =>
    object(apiVersion, kind, `spec: {suspend: ${suspend}}`),
  );
  expect(told(goes!, stands!)).toEqual([`${standsStill} ${what}`]);
  expect(told(stands!, goes!)).toEqual([]);
});

test('a schedule whose jobs are too late before anybody looks', () => {
  const deadline = (seconds: number): string => cronJob(`startingDeadlineSeconds: ${seconds}`);
  expect(told(deadline(60), deadline(5))).toEqual([
    'warning suspension: may start no more jobs, as they are soon too late: startingDeadlineSeconds goes from 60 to 5',
  ]);
  expect(told(deadline(60), deadline(10))).toEqual([]);
});

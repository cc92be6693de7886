import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const pods = 'template: {metadata: {labels: {a: b}}, spec: {containers: [{name: x, image: "x:1"}]}}';
const set = (spec: string): string =>
  object('apps/v1', 'ReplicaSet', `spec: {${spec} selector: {matchLabels: {a: b}}, ${pods}}`);
const controller = (spec: string): string =>
  object('v1', 'ReplicationController', `spec: {${spec} selector: {a: b}, ${pods}}`);
const monitoring = (kind: string, spec: string): string =>
  object('monitoring.coreos.com/v1', kind, `spec: {${spec}}`);
const prometheus = (spec: string): string => monitoring('Prometheus', spec);
const job = (spec: string): string => object('batch/v1', 'Job', `spec: {${spec} ${pods}}`);
const cronJob = (spec: string): string =>
  object('batch/v1', 'CronJob', `spec: {schedule: "0 3 * * *", jobTemplate: {spec: {${spec} ${pods}}}}`);
const scaledJob = (spec: string): string =>
  object('keda.sh/v1alpha1', 'ScaledJob', `spec: {triggers: [], jobTargetRef: {${spec} ${pods}}}`);
const cut = (path: string, from: string, to: string, severity = 'warning'): string =>
  `${severity} capacity-cut: ${path} is cut from ${from} to ${to}`;

test.each<[string, string, string, string[]]>([
  [
    'no pods of a ReplicaSet',
    set('replicas: 5,'),
    set('replicas: 0,'),
    [cut('spec.replicas', '5', '0', 'error')],
  ],
  ['one pod, by default', controller('replicas: 5,'), controller(''), [cut('spec.replicas', '5', '1')]],
  ['the default, written out', set(''), set('replicas: 1,'), []],
  ['more pods', set('replicas: 1,'), set('replicas: 5,'), []],
  [
    'no Prometheus',
    prometheus('replicas: 2'),
    prometheus('replicas: 0'),
    [cut('spec.replicas', '2', '0', 'error')],
  ],
  [
    'fewer and smaller pods of an operator',
    prometheus('replicas: 3, shards: 2, resources: {requests: {memory: 4Gi}}'),
    prometheus('replicas: 2, resources: {requests: {memory: 4Mi}}'),
    [
      cut('spec.replicas', '3', '2'),
      cut('spec.resources.requests.memory', '4Gi', '4Mi'),
      cut('spec.shards', '2', '1'),
    ],
  ],
  [
    'the same in other words',
    monitoring('Alertmanager', 'replicas: 3, resources: {requests: {memory: 1Gi}}'),
    monitoring('Alertmanager', 'replicas: 3, resources: {requests: {memory: 1024Mi}}'),
    [],
  ],
  [
    'no pods of a Job',
    job('parallelism: 10,'),
    job('parallelism: 0,'),
    [cut('spec.parallelism', '10', '0', 'error')],
  ],
  [
    'fewer pods of Jobs to come',
    cronJob('parallelism: 10,'),
    cronJob(''),
    [cut('spec.jobTemplate.spec.parallelism', '10', '1')],
  ],
  [
    'fewer pods for each Job of a scaler',
    scaledJob('parallelism: 4,'),
    scaledJob('parallelism: 2,'),
    [cut('spec.jobTargetRef.parallelism', '4', '2')],
  ],
  [
    'as many pods as there is work for',
    cronJob('completions: 3, parallelism: 10,'),
    cronJob('completions: 3, parallelism: 3,'),
    [],
  ],
  [
    'a pod on each node',
    object('monitoring.coreos.com/v1alpha1', 'PrometheusAgent', 'spec: {replicas: 3}'),
    object('monitoring.coreos.com/v1alpha1', 'PrometheusAgent', 'spec: {mode: DaemonSet}'),
    [],
  ],
  [
    'fewer pods than there is work for',
    cronJob('completions: 3, parallelism: 10,'),
    cronJob('completions: 3, parallelism: 2,'),
    [cut('spec.jobTemplate.spec.parallelism', '10', '2')],
  ],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

test('fewer members of a database', () => {
  const cluster = (instances: number): string =>
    object('postgresql.cnpg.io/v1', 'Cluster', `spec: {instances: ${instances}}`);
  expect(told(cluster(3), cluster(1))).toEqual(['warning capacity-cut: spec.instances is cut from 3 to 1']);
  expect(told(cluster(1), cluster(3))).toEqual([]);
});

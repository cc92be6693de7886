import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const deployment = (spec: string): string => object('apps/v1', 'Deployment', `spec: {${spec}}`);
const cron = (spec: string): string =>
  object('batch/v1', 'CronJob', `spec: {schedule: "0 3 * * *", ${spec}}`);
const nodes = (spec: string): string => object('karpenter.k8s.aws/v1', 'EC2NodeClass', `spec: {${spec}}`);
const pool = (spec: string): string => object('karpenter.sh/v1', 'NodePool', `spec: {${spec}}`);
const prometheus = (spec: string): string =>
  object('monitoring.coreos.com/v1', 'Prometheus', `spec: {${spec}}`);
const alerts = (receiver: string): string =>
  object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', `spec: {route: {receiver: ${receiver}}}`);
const copies = (rest: string): string =>
  object('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', `driver: d, ${rest}`);
const updated = (how: string): string =>
  object('apps/v1', 'DaemonSet', `spec: {updateStrategy: {type: ${how}}}`);
const jobs = (spec: string): string => object('keda.sh/v1alpha1', 'ScaledJob', `spec: {${spec}}`);
const rolling = (most: string): string =>
  deployment(`strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: ${most}, maxSurge: 1}}`);

const scaleUp = (seconds: number): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: {maxReplicas: 3, behavior: {scaleUp: {stabilizationWindowSeconds: ${seconds}}}}`,
  );

const vertical = (policy: string): string =>
  object(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, updatePolicy: {${policy}}}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'no pod that must stay',
    rolling('25%'),
    rolling('100%'),
    [
      'capacity-cut: may stop all its pods at once: strategy.rollingUpdate.maxUnavailable goes from 25% to 100%',
    ],
  ],
  [
    'changes that somebody must bring to each pod',
    updated('RollingUpdate'),
    updated('OnDelete'),
    [
      'suspension: what changes in its pods reaches none until somebody deletes it: updateStrategy.type goes from RollingUpdate to OnDelete',
    ],
  ],
  ['changes that reach its pods', updated('OnDelete'), updated('RollingUpdate'), []],
  [
    'jobs that a change ends',
    jobs('rollout: {strategy: gradual}'),
    jobs(''),
    ['recreation: ends the Jobs that run when it changes: rollout.strategy is gone'],
  ],
  ['jobs that outlast a change', jobs('rolloutStrategy: gradual'), jobs('rollout: {strategy: gradual}'), []],
  ['more pods that must stay', rolling('100%'), rolling('25%'), []],
  [
    'jobs beside each other',
    cron('concurrencyPolicy: Forbid'),
    cron('concurrencyPolicy: Allow'),
    [
      'protection-cut: does not wait until the job before it has ended: concurrencyPolicy goes from Forbid to Allow',
    ],
  ],
  [
    'images that nobody has named',
    nodes('amiSelectorTerms: [{alias: bottlerocket@v1.48.0}], role: node'),
    nodes('amiSelectorTerms: [{alias: bottlerocket@latest}], role: admin'),
    [
      'unpinned-image: gives nodes whatever image is new: amiSelectorTerms[].alias goes from bottlerocket@v1.48.0 to bottlerocket@latest',
      'rbac-widening: gives its nodes the rights of another role: role goes from node to admin',
      'recreation: its nodes are replaced by new ones, as many at once as budgets let: role changes',
    ],
  ],
  [
    'nodes that the internet may reach, whose pods may ask for their rights',
    nodes('associatePublicIPAddress: false'),
    nodes('associatePublicIPAddress: true, metadataOptions: {httpPutResponseHopLimit: 2}'),
    [
      'exposure: gives its nodes addresses of the internet: associatePublicIPAddress goes from false to true',
      "protection-cut: shows the node's rights to its pods: metadataOptions.httpPutResponseHopLimit is 2",
      'recreation: its nodes are replaced by new ones, as many at once as budgets let: associatePublicIPAddress, metadataOptions change',
    ],
  ],
  [
    'the role of another region',
    nodes('role: production-us-west-2-node'),
    nodes('role: production-eu-central-1-node'),
    [],
  ],
  [
    'another image, by its version',
    nodes('amiSelectorTerms: [{alias: bottlerocket@v1.48.0}]'),
    nodes('amiSelectorTerms: [{alias: bottlerocket@v1.49.0}]'),
    [],
  ],
  [
    'measurements that go with its pods',
    prometheus('storage: {volumeClaimTemplate: {spec: {}}}, remoteWrite: [{url: u}]'),
    prometheus('enableAdminAPI: true'),
    [
      'deletion: loses what it has measured with each of its pods: storage is gone',
      'backup-cut: keeps what it measures nowhere else: remoteWrite is gone',
      'exposure: lets whoever reaches it delete what it has measured: enableAdminAPI is true',
    ],
  ],
  [
    'somebody else to wake',
    alerts('page'),
    alerts('"null"'),
    ['protection-cut: tells somebody else of alerts: route.receiver goes from page to null'],
  ],
  [
    'no bounds',
    pool('limits: {cpu: "10"}'),
    pool(''),
    ['limit-removal: makes as many nodes as pods ask for: limits is gone'],
  ],
  [
    'copies that go',
    copies('deletionPolicy: Retain'),
    copies('deletionPolicy: Delete'),
    [
      'protection-cut: the copy goes with the object that stands for it: deletionPolicy goes from Retain to Delete',
    ],
  ],
  ['copies that stay', copies('deletionPolicy: Delete'), copies('deletionPolicy: Retain'), []],
  [
    'pods of other numbers',
    object('apps/v1', 'StatefulSet', 'spec: {replicas: 3}'),
    object('apps/v1', 'StatefulSet', 'spec: {replicas: 3, ordinals: {start: 1}}'),
    ['recreation: some of its pods go, and others come with volumes of their own: ordinals.start is 1'],
  ],
  [
    'the first number by default',
    object('apps/v1', 'StatefulSet', 'spec: {replicas: 3}'),
    object('apps/v1', 'StatefulSet', 'spec: {replicas: 3, ordinals: {start: 0}}'),
    [],
  ],
  [
    'more pods, but later',
    scaleUp(0),
    scaleUp(300),
    [
      'capacity-cut: waits before it adds pods: behavior.scaleUp.stabilizationWindowSeconds goes from 0 to 300',
    ],
  ],
  ['more pods, and sooner', scaleUp(300), scaleUp(0), []],
  [
    'pods that are evicted',
    vertical('updateMode: Initial'),
    vertical(''),
    ['recreation: evicts its pods to give them other requests: updatePolicy.updateMode is gone'],
  ],
  ['pods that are left alone', vertical('updateMode: Recreate'), vertical('updateMode: Initial'), []],
  [
    'no version to go back to, and little time to show that it works',
    deployment('revisionHistoryLimit: 3, minReadySeconds: 30'),
    deployment('revisionHistoryLimit: 0'),
    [
      'protection-cut: goes on to the next pods sooner after new ones are ready: minReadySeconds is gone',
      'protection-cut: keeps no version to go back to: revisionHistoryLimit goes from 3 to 0',
    ],
  ],
  [
    'fewer versions to go back to',
    deployment('revisionHistoryLimit: 10'),
    deployment('revisionHistoryLimit: 2'),
    [],
  ],
  [
    'alerts that come at fewer times, and more rarely',
    object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'spec: {route: {repeatInterval: 1h}}'),
    object(
      'monitoring.coreos.com/v1alpha1',
      'AlertmanagerConfig',
      'spec: {route: {repeatInterval: 7d, muteTimeIntervals: [night]}}',
    ),
    [
      'protection-cut: tells again of alerts later: route.repeatInterval goes from 1h to 7d',
      'protection-cut: tells of no alerts at some times: route.muteTimeIntervals is ["night"]',
    ],
  ],
  [
    'pods that stay as they are',
    object('apps/v1', 'StatefulSet', 'spec: {}'),
    object('apps/v1', 'StatefulSet', 'spec: {updateStrategy: {rollingUpdate: {partition: 2}}}'),
    [
      'suspension: what changes in its pods does not reach the first of them: updateStrategy.rollingUpdate.partition is 2',
    ],
  ],
  [
    'measurements for a day',
    prometheus('retention: 15d, alerting: {alertmanagers: [{name: a, port: web}]}'),
    prometheus('retention: 24h'),
    [
      'backup-cut: keeps what it measures for a shorter time: retention goes from 15d to 24h',
      'protection-cut: tells no Alertmanager of alerts: alerting is gone',
    ],
  ],
  ['measurements for as long', prometheus('retention: 1d'), prometheus('retention: 24h'), []],
  ['pods that are evicted as before', vertical(''), vertical('updateMode: InPlaceOrRecreate'), []],
])('what has %s', (_, before, after, expected) =>
  expect(told(before, after).sort()).toEqual(expected.map((message) => `warning ${message}`).sort()),
);

test.each([
  ['ServiceMonitor', 'endpoints'],
  ['PodMonitor', 'podMetricsEndpoints'],
])('a %s that does not check who answers', (kind, endpoints) => {
  const monitor = (tls: string): string =>
    object(
      'monitoring.coreos.com/v1',
      kind,
      `spec: {selector: {}, ${endpoints}: [{port: m, tlsConfig: {${tls}}}]}`,
    );
  expect(told(monitor('serverName: x'), monitor('insecureSkipVerify: true'))).toEqual([
    `warning encryption-cut: does not check who answers when it measures: ${endpoints}[].tlsConfig.insecureSkipVerify is true`,
  ]);
  expect(told(monitor('insecureSkipVerify: true'), monitor('serverName: x'))).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { cronProblem } from '../../src/check/rules/cron.ts';
import { checked, deployment } from './checked.ts';

test('a sound workload has no findings', () => {
  const container = `{ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {path: /, port: http}},
    volumeMounts: [{name: tmp, mountPath: /tmp}], env: [{name: A, value: "1"}],
    resources: {requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu: 1}, limits: {memory: 64Mi, nvidia.com/gpu: 1}}}`;
  expect(
    checked(deployment('{volumes: [{name: tmp, emptyDir: {}}]}', container.replaceAll(/\n */g, ' '))),
  ).toEqual([]);
});

test('a kind that is called like a member of every JavaScript object is nothing special', () => {
  expect(checked('apiVersion: v1\nkind: constructor\nmetadata: {name: a}')).toEqual([
    'error unknown-kind kind: v1 has no kind constructor',
  ]);
});

describe('workloads', () => {
  const workload = (kind: string, spec: string) =>
    `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: ${spec}`;
  test('the selector must match the pods', () => {
    const text = deployment().replace('matchLabels: {app: web}', 'matchLabels: {app: wbe}');
    expect(checked(text)).toEqual([
      'error selector-mismatch spec.selector: selects app=wbe, but the pods have app=web',
    ]);
  });
  test.each([
    ['{key: app, operator: In, values: [web, api]}', true],
    ['{key: app, operator: NotIn, values: [web]}', false],
    ['{key: app, operator: Exists}', true],
    ['{key: app, operator: DoesNotExist}', false],
    ['{key: tier, operator: NotIn, values: [web]}', true],
  ])('matchExpressions %s: %s', (expression, matches) => {
    const text = deployment().replace(
      'selector: {matchLabels: {app: web}}',
      `selector: {matchExpressions: [${expression}]}`,
    );
    expect(checked(text)).toHaveLength(matches ? 0 : 1);
  });
  test('a ReplicationController selects by a plain map', () => {
    const text = `{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {selector: {app: b}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: x}]}}}}`;
    expect(checked(text)).toEqual([
      'error selector-mismatch spec.selector: selects app=b, but the pods have app=a',
    ]);
  });
  test('restart policies', () => {
    expect(checked(deployment('{restartPolicy: Never}'))).toEqual([
      'error restart-policy spec.template.spec.restartPolicy: pods of a Deployment cannot have the restart policy Never',
    ]);
    const job = `{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: x}]}}}}`;
    expect(checked(job)).toEqual([
      'error restart-policy spec.template.spec.restartPolicy: pods of a Job cannot have the restart policy Always (the default)',
    ]);
  });
  test('claim templates of a StatefulSet are volumes of its pods', () => {
    const set = (mount: string) =>
      workload(
        'StatefulSet',
        `{serviceName: "", selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: x, volumeMounts: [{name: ${mount}, mountPath: /data}]}]}},
          volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}`,
      );
    expect(checked(set('data'))).toEqual([]);
    expect(checked(set('date'))).toEqual([
      'error missing-volume spec.template.spec.containers[0].volumeMounts[0].name: "date" is no volume of the pod',
    ]);
  });
});

describe('containers', () => {
  test.each([
    [
      '{}',
      '{volumeMounts: [{name: tmp, mountPath: /tmp}]}',
      'error missing-volume containers[0].volumeMounts[0].name: "tmp" is no volume of the pod',
    ],
    [
      '{initContainers: [{name: main, image: x}]}',
      '{}',
      'error duplicate-name containers[0].name: "main" is the container of an earlier item too',
    ],
    [
      '{}',
      '{ports: [{name: a, containerPort: 1}, {name: a, containerPort: 2}]}',
      'error duplicate-name containers[0].ports[1].name: "a" is the port name of an earlier item too',
    ],
    [
      '{}',
      '{readinessProbe: {httpGet: {path: /, port: http}}}',
      'error missing-port containers[0].readinessProbe.httpGet.port: the container has no port named "http"',
    ],
    [
      '{}',
      '{livenessProbe: {tcpSocket: {port: http}}, ports: [{name: web, containerPort: 1}]}',
      'error missing-port containers[0].livenessProbe.tcpSocket.port: the container has no port named "http"',
    ],
    [
      '{}',
      '{resources: {requests: {memory: 1Gi}, limits: {memory: 1G}}}',
      'error request-above-limit containers[0].resources.requests.memory: 1Gi is more than the limit of 1G',
    ],
    [
      '{}',
      '{resources: {requests: {gpu: 1}}}',
      'error unknown-resource containers[0].resources.requests.gpu: "gpu" is no resource of containers',
    ],
    [
      '{}',
      '{resources: {requests: {nvidia.com/gpu: 1}}}',
      'error request-below-limit containers[0].resources.requests["nvidia.com/gpu"]: has no limit, but nvidia.com/gpu cannot be shared',
    ],
    [
      '{}',
      '{resources: {requests: {hugepages-2Mi: 2Mi, cpu: 1}, limits: {hugepages-2Mi: 4Mi}}}',
      'error request-below-limit containers[0].resources.requests.hugepages-2Mi: differs from the limit of 4Mi, but hugepages-2Mi cannot be shared',
    ],
  ])('%s %s', (pod, container, finding) => {
    const [severity, rule, ...message] = finding.split(' ');
    expect(checked(deployment(pod, container))).toEqual([
      `${severity} ${rule} spec.template.spec.${message.join(' ')}`,
    ]);
  });
  test('the same environment variable twice is allowed, but confusing', () => {
    const [finding] = checked(deployment('{}', '{env: [{name: A, value: "1"}, {name: A, value: "2"}]}'));
    expect(finding).toMatch(/^(?:warning duplicate-name|\w+ duplicate-list-item)/);
  });
});

describe('Services', () => {
  const service = (ports: string) =>
    checked(`{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: ${ports}}}`);
  test.each([
    ['[{port: 1}]', []],
    ['[{port: 1, name: a}, {port: 2, name: b}]', []],
    [
      '[{port: 1, name: a}, {port: 2}]',
      ['error unnamed-port spec.ports[1]: has no name, though the Service has several ports'],
    ],
    [
      '[{port: 1, name: a}, {port: 2, name: a}]',
      ['error duplicate-name spec.ports[1].name: "a" is the name of an earlier port too'],
    ],
  ])('%s', (ports, findings) => {
    expect(service(ports)).toEqual(findings);
  });
});

describe('bounds', () => {
  const hpa = (spec: string) =>
    `${deployment()}---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${spec}}}`;
  const scaled = (spec: string) =>
    `${deployment()}---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "60"}}], ${spec}}}`;
  const job = (spec: string) =>
    `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledJob, metadata: {name: web, namespace: shop}, spec: {jobTargetRef: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x}]}}}, triggers: [{type: cpu, metadata: {value: "60"}}], ${spec}}}`;
  const budget = (spec: string) =>
    `${deployment()}---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, ${spec}}}`;
  test.each([
    [hpa('minReplicas: 2, maxReplicas: 2'), []],
    [
      hpa('minReplicas: 3, maxReplicas: 2'),
      ['error minimum-above-maximum spec.minReplicas: minReplicas 3 is more than maxReplicas, which is 2'],
    ],
    [scaled('minReplicaCount: 2, maxReplicaCount: 3, idleReplicaCount: 0'), []],
    [
      scaled('minReplicaCount: 101'),
      [
        'error custom-rule spec: Invalid value: "object": minReplicaCount must be less than or equal to maxReplicaCount',
      ],
    ],
    [
      job('minReplicaCount: 101'),
      [
        'error minimum-above-maximum spec.minReplicaCount: minReplicaCount 101 is more than maxReplicaCount, which is 100 by default',
      ],
    ],
    [
      scaled('minReplicaCount: 2, idleReplicaCount: 2'),
      ['error idle-above-minimum spec.idleReplicaCount: 2 is not below minReplicaCount, which is 2'],
    ],
    [budget('minAvailable: 1'), []],
    [
      budget('minAvailable: 1, maxUnavailable: 1'),
      ['error exclusive-fields spec.maxUnavailable: cannot be set beside minAvailable'],
    ],
  ])('%#', (text, findings) => {
    expect(checked(text)).toEqual(findings);
  });
});

describe('cron', () => {
  test.each([
    '* * * * *',
    '*/5 9-17 * * MON-FRI',
    '0 0 1,15 * ?',
    '30 2 * JAN,jul sun',
    '@daily',
    '@every 1h30m',
    '0-59/10 * * * *',
  ])('%s is a schedule', (schedule) => {
    expect(cronProblem(schedule)).toBeUndefined();
  });
  test.each([
    ['* * * *', 'has 4 fields instead of 5'],
    ['0 0 * * * *', 'has 6 fields instead of 5'],
    ['60 * * * *', 'the minute is "60", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
    ['* 9-5 * * *', 'the hour is "9-5", not 0 to 23, as 1, 1-5, 1,3, */2 or *'],
    ['* * 0 * *', 'the day of the month is "0", not 1 to 31, as 1, 1-5, 1,3, */2 or *'],
    ['* * * FOO *', 'the month is "FOO", not 1 to 12 or jan to dec, as 1, 1-5, 1,3, */2 or *'],
    ['* * * * 7', 'the day of the week is "7", not 0 to 6 or sun to sat, as 1, 1-5, 1,3, */2 or *'],
    ['*/0 * * * *', 'the minute is "*/0", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
    ['1-2-3 * * * *', 'the minute is "1-2-3", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
    ['*/5/5 * * * *', 'the minute is "*/5/5", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
    [', * * * *', 'the minute is ",", not 0 to 59, as 1, 1-5, 1,3, */2 or *'],
    ['@dayly', '@dayly is no descriptor'],
    ['TZ=UTC 0 0 * * *', 'sets its time zone in the schedule'],
  ])('%s %s', (schedule, problem) => {
    expect(cronProblem(schedule)).toBe(problem);
  });
  test('of CronJobs, Velero and KEDA', () => {
    const job = '{template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}';
    expect(
      checked(
        `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: "0 25 * * *", jobTemplate: {spec: ${job}}}}`,
      ),
    ).toEqual([
      'error cron-schedule spec.schedule: "0 25 * * *" is no schedule: the hour is "25", not 0 to 23, as 1, 1-5, 1,3, */2 or *',
    ]);
    const velero = (schedule: string) =>
      checked(
        `{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: a, namespace: v}, spec: {schedule: "${schedule}", template: {}}}`,
      );
    expect(velero('TZ=UTC 0 1 * * *')).toEqual([]);
    expect(velero('daily')).toEqual([
      'error cron-schedule spec.schedule: "daily" is no schedule: has 1 fields instead of 5',
    ]);
    const keda = `${deployment()}---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {name: web}, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 24 * * *, desiredReplicas: "2"}}]}}`;
    expect(checked(keda)).toEqual([
      'error cron-schedule spec.triggers[0].metadata.end: "0 24 * * *" is no schedule: the hour is "24", not 0 to 23, as 1, 1-5, 1,3, */2 or *',
    ]);
  });
});

describe('scope', () => {
  const map = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}';
  test('whoever applies a manifest may choose its namespace, but nobody does for a target folder', () => {
    expect(checked({ 'app.yaml': map })).toEqual([]);
    expect(checked({ 'dist/dev/eu-central-1/app/a.yaml': map })).toEqual([
      'error missing-namespace metadata: a ConfigMap needs a namespace',
    ]);
  });
  test('a namespace where none belongs', () => {
    const role =
      '{apiVersion: v1, kind: PersistentVolume, metadata: {name: a, namespace: shop}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}}';
    expect(checked(role)).toEqual([
      'warning namespace-ignored metadata.namespace: a PersistentVolume belongs to no namespace: "shop" is ignored',
    ]);
  });
});

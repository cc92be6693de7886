import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

test('a sound workload has no findings', () => {
  const container = `{ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {path: /, port: http}},
    volumeMounts: [{name: tmp, mountPath: /tmp}], env: [{name: A, value: "1"}],
    resources: {requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu: 1}, limits: {memory: 64Mi, nvidia.com/gpu: 1}}}`;
  expect(
    checked(deployment('{volumes: [{name: tmp, emptyDir: {}}]}', container.replaceAll(/\n */g, ' '))),
  ).toEqual([]);
});

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
])('%s %s', (pod, container, finding) => {
  const [severity, rule, ...message] = finding.split(' ');
  expect(checked(deployment(pod, container))).toEqual([
    `${severity} ${rule} spec.template.spec.${message.join(' ')}`,
  ]);
});

test.each([
  ['{env: [{name: A, value: "1"}, {name: A, value: "2"}]}', 'containers[0].env[1]: repeats name "A"'],
  [
    '{volumeMounts: [{name: tmp, mountPath: /tmp}, {name: tmp, mountPath: /tmp}]}',
    'containers[0].volumeMounts[1]: repeats mountPath "/tmp"',
  ],
])('items of one list are told once: %s', (container, finding) => {
  expect(checked(deployment('{volumes: [{name: tmp, emptyDir: {}}]}', container))).toEqual([
    `error duplicate-list-item spec.template.spec.${finding} of item 0`,
  ]);
});

test('containers of one list are told once', () => {
  const twice = deployment().replace('containers: [', 'containers: [{name: main, image: x}, ');
  expect(checked(twice)).toEqual([
    'error duplicate-list-item spec.template.spec.containers[1]: repeats name "main" of item 0',
  ]);
});

test('what always runs is always restarted, and a Job is not', () => {
  expect(checked(deployment('{restartPolicy: Never}'))).toEqual([
    'error restart-policy spec.template.spec.restartPolicy: pods of a Deployment cannot have the restart policy Never',
  ]);
  const job = `{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: x}]}}}}`;
  expect(checked(job)).toEqual([
    'error restart-policy spec.template.spec.restartPolicy: pods of a Job cannot have the restart policy Always (the default)',
  ]);
});

const workload = (kind: string, spec: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: ${spec}`;

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

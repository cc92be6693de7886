import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

const written = {
  HorizontalPodAutoscaler: (spec: string) =>
    `${deployment()}---\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${spec}}}`,
  ScaledObject: (spec: string) =>
    `${deployment()}---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "60"}}], ${spec}}}`,
  ScaledJob: (spec: string) =>
    `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledJob, metadata: {name: web, namespace: shop}, spec: {jobTargetRef: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x}]}}}, triggers: [{type: cpu, metadata: {value: "60"}}], ${spec}}}`,
  PodDisruptionBudget: (spec: string) =>
    `${deployment()}---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, ${spec}}}`,
};

test.each<[keyof typeof written, string, string[]]>([
  ['HorizontalPodAutoscaler', 'minReplicas: 2, maxReplicas: 2', []],
  [
    'HorizontalPodAutoscaler',
    'minReplicas: 3, maxReplicas: 2',
    ['error minimum-above-maximum spec.minReplicas: minReplicas 3 is more than maxReplicas, which is 2'],
  ],
  ['ScaledObject', 'minReplicaCount: 2, maxReplicaCount: 3, idleReplicaCount: 0', []],
  [
    'ScaledObject',
    'minReplicaCount: 101',
    [
      'error custom-rule spec: Invalid value: "object": minReplicaCount must be less than or equal to maxReplicaCount',
    ],
  ],
  [
    'ScaledJob',
    'minReplicaCount: 101',
    [
      'error minimum-above-maximum spec.minReplicaCount: minReplicaCount 101 is more than maxReplicaCount, which is 100 by default',
    ],
  ],
  [
    'ScaledObject',
    'minReplicaCount: 2, idleReplicaCount: 2',
    ['error idle-above-minimum spec.idleReplicaCount: 2 is not below minReplicaCount, which is 2'],
  ],
  ['PodDisruptionBudget', 'minAvailable: 1', []],
  [
    'PodDisruptionBudget',
    'minAvailable: 1, maxUnavailable: 1',
    ['error exclusive-fields spec.maxUnavailable: cannot be set beside minAvailable'],
  ],
])('a %s with %s', (kind, spec, findings) => {
  expect(checked(written[kind](spec))).toEqual(findings);
});

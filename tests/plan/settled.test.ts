import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';

test('a default that follows from an image stays as it was when the object was created', () => {
  const read = (image: string): readonly LoadedManifest[] => {
    const pod = `containers: [{name: a, image: "${image}"}]`;
    const text = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {${pod}}}}}`;
    return readManifests(text, 'm.yaml').manifests;
  };
  const [entry] = planOf(read('x'), read('x:1'), loadFacts()).entries;
  expect(entry?.changes.map(({ where }) => where)).toEqual(['spec.template.spec.containers[name=a].image']);
});

describe('of a version that is not known, nothing is told but what is written', () => {
  const versions: readonly (readonly [string, string, string])[] = [
    [
      'rbac.authorization.k8s.io/v1beta1',
      'rbac.authorization.k8s.io/v1',
      'kind: RoleBinding, metadata: {name: a}, roleRef: {kind: Role, name: x}, subjects: [{kind: User, name: u}]',
    ],
    [
      'autoscaling/v2beta2',
      'autoscaling/v2',
      'kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: x}, behavior: {scaleUp: {}}}',
    ],
    [
      'batch/v1beta1',
      'batch/v1',
      'kind: CronJob, metadata: {name: a}, spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "x:1", command: []}]}}}}}',
    ],
  ];
  const diff = (before: string, after: string) => {
    const read = (text: string): readonly LoadedManifest[] => readManifests(text, 'm.yaml').manifests;
    const [entry] = planOf(read(before), read(after), loadFacts()).entries;
    return { changes: entry?.changes.map(({ where }) => where), hazards: entry?.hazards };
  };

  test.each(versions)('%s to %s', (old, now, rest) => {
    const object = (version: string, more = ''): string => `{apiVersion: ${version}, ${rest}${more}}`;
    const only = { changes: ['apiVersion'], hazards: [] };
    expect(diff(object(old), object(now))).toEqual(only);
    expect(diff(object(now), object(old))).toEqual(only);
  });

  test('and that is told', () => {
    const [old, now, rest] = versions[1] as readonly [string, string, string];
    const object = (version: string, spec: string): string =>
      `{apiVersion: ${version}, ${rest.replace('maxReplicas: 3', spec)}}`;
    const { changes, hazards } = diff(
      object(old, 'maxReplicas: 3'),
      object(now, 'minReplicas: 2, maxReplicas: 2'),
    );
    expect(changes).toEqual(['apiVersion', 'spec.maxReplicas', 'spec.minReplicas']);
    expect(hazards).not.toEqual([]);
  });
});

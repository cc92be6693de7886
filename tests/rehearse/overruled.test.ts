import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { scalerFindings } from '../../src/rehearse/judge/scalers.ts';
import { desired, moveOf, thing, timeline } from './story.ts';

const deployment = (replicas?: number, name = 'api') =>
  thing('apps/v1', 'Deployment', name, { spec: replicas === undefined ? {} : { replicas } });
const spec = { scaleTargetRef: { kind: 'Deployment', name: 'api' } };
const scaledObject = thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec });
const autoscaler = thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec });

function rulesOf(
  base: readonly KubernetesObject[],
  head: readonly KubernetesObject[],
  ignoreDifferences: readonly object[] = [],
): string[] {
  const application = thing('argoproj.io/v1alpha1', 'Application', 'dev-tokyo-api', {
    spec: { ignoreDifferences },
  });
  const [from, to] = [base, head].map((objects) => objects.map((each) => desired(each)));
  return scalerFindings(moveOf({ from: from ?? [], to: to ?? [], timeline: timeline([application]) })).map(
    ({ rule }) => rule,
  );
}

test.each([scaledObject, autoscaler])(
  'a number of pods in git beside a $kind is told, whichever of both is new',
  (scaler) => {
    expect(rulesOf([deployment(), scaler], [deployment(3), scaler])).toEqual(['scaler-overruled']);
    expect(rulesOf([deployment(0)], [deployment(0), scaler])).toEqual(['scaler-overruled']);
    expect(rulesOf([], [deployment(1), scaler])).toEqual(['scaler-overruled']);
  },
);

test('it is not where it was so before, the scaler goes or is paused, or it is of another workload', () => {
  expect(rulesOf([deployment(2), autoscaler], [deployment(3), autoscaler])).toEqual([]);
  expect(rulesOf([deployment(), autoscaler], [deployment(3)])).toEqual([]);
  const annotations = { 'autoscaling.keda.sh/paused': 'true' };
  const paused = { ...scaledObject, metadata: { ...scaledObject.metadata, annotations } };
  expect(rulesOf([deployment(), scaledObject], [deployment(3), paused])).toEqual([]);
  const other = deployment(3, 'other');
  expect(rulesOf([deployment(), autoscaler], [deployment(), other, autoscaler])).toEqual([]);
});

test('it is not where git gives null, or the one number that the scaler may choose', () => {
  const none = thing('apps/v1', 'Deployment', 'api', { spec: { replicas: null } });
  expect(rulesOf([deployment(), autoscaler], [none, autoscaler])).toEqual([]);
  const pinned = (kind: string, bounds: object) => ({ ...scaler(kind), spec: { ...spec, ...bounds } });
  const scaler = (kind: string) => (kind === 'ScaledObject' ? scaledObject : autoscaler);
  const one = deployment(1);
  expect(rulesOf([], [one, pinned('HorizontalPodAutoscaler', { maxReplicas: 1 })])).toEqual([]);
  expect(rulesOf([], [one, pinned('HorizontalPodAutoscaler', { maxReplicas: 2 })])).toHaveLength(1);
  const bounds = { minReplicaCount: 1, maxReplicaCount: 1 };
  expect(rulesOf([], [one, pinned('ScaledObject', bounds)])).toEqual([]);
  expect(rulesOf([], [one, pinned('ScaledObject', { ...bounds, idleReplicaCount: 0 })])).toHaveLength(1);
});

test('an autoscaler of what is to have no pods does nothing; KEDA wakes it', () => {
  const told = (scaler: KubernetesObject) =>
    scalerFindings(moveOf({ to: [deployment(0), scaler].map((each) => desired(each)) }))[0]?.message;
  expect(told(autoscaler)).toMatch(/: an autoscaler leaves alone what is to have no pods$/);
  expect(told(scaledObject)).toMatch(/: Argo CD takes back whatever number the scaler sets$/);
});

test.each([
  { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
  { group: '*', kind: '*', jqPathExpressions: ['.spec.replicas'] },
  { group: '*', kind: '*', managedFieldsManagers: ['kube-controller-manager'] },
])('nor where Argo CD is told to leave the number alone', (ignored) => {
  expect(rulesOf([deployment(), autoscaler], [deployment(3), autoscaler], [ignored])).toEqual([]);
  expect(
    rulesOf(
      [deployment(), autoscaler],
      [deployment(3), autoscaler],
      [
        { kind: 'Secret', jsonPointers: ['/data'] },
        { ...ignored, kind: 'StatefulSet' },
        { ...ignored, name: 'other' },
      ],
    ),
  ).toHaveLength(1);
});

import { expect, test } from 'vitest';
import type { Desired } from '../../../src/rehearse/desired.ts';
import { knowBounds, openAutoscalers, staleScalers } from '../../../src/rehearse/settle/autoscalers.ts';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { desired, seen, thing } from '../story.ts';

const scaleTargetRef = { kind: 'Rollout', name: 'api' };

function autoscaler(spec: object, status: object) {
  return seen(
    thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec: { scaleTargetRef, ...spec }, status }),
  );
}

function scaled(spec: object): Desired {
  return desired(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec: { scaleTargetRef, ...spec } }));
}

/** Of autoscalers that have had their bounds for long. */
function open(world: ReturnType<typeof seen>[], git: Desired[] = []): string[] {
  const since = new Since();
  knowBounds(world, since);
  return openAutoscalers(world, git, since, 60_000);
}

test('one is open outside of its bounds', () => {
  const bounds = { minReplicas: 2, maxReplicas: 3 };
  expect(open([autoscaler(bounds, { currentReplicas: 1, desiredReplicas: 1 })])).toEqual([
    'HorizontalPodAutoscaler.autoscaling api/api has 1 of at least 2 replicas',
  ]);
  expect(open([autoscaler(bounds, { currentReplicas: 4, desiredReplicas: 4 })])).toEqual([
    'HorizontalPodAutoscaler.autoscaling api/api has 4 of at most 3 replicas',
  ]);
  expect(open([autoscaler(bounds, { currentReplicas: 3, desiredReplicas: 3 })])).toEqual([]);
});

test('one that KEDA has taken to zero is not', () => {
  const none = autoscaler({ minReplicas: 1, maxReplicas: 2 }, { currentReplicas: 0 });
  expect(open([none], [scaled({ minReplicaCount: 0 })])).toEqual([]);
  expect(open([none], [scaled({ minReplicaCount: 1, idleReplicaCount: 0 })])).toEqual([]);
  expect(open([none], [scaled({ minReplicaCount: 1 })])).toHaveLength(1);
});

test('one that gets no metrics asks for nothing new, and one that is off need not have its floor', () => {
  const inactive = (reason: string) => ({ conditions: [{ type: 'ScalingActive', status: 'False', reason }] });
  const bounds = { minReplicas: 2, maxReplicas: 4 };
  const blind = { currentReplicas: 2, desiredReplicas: 0, ...inactive('FailedGetResourceMetric') };
  expect(open([autoscaler(bounds, blind)])).toEqual([]);
  expect(open([autoscaler(bounds, { ...blind, currentReplicas: 1 })])).toHaveLength(1);
  expect(open([autoscaler(bounds, { currentReplicas: 0, ...inactive('ScalingDisabled') })])).toEqual([]);
});

test('one is open until its target is to have what it asks for, whatever a canary adds for a while', () => {
  const status = { currentReplicas: 3, desiredReplicas: 2 };
  const scaler = autoscaler({ minReplicas: 2, maxReplicas: 3 }, status);
  const target = (replicas: number) =>
    seen(thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec: { replicas }, status: { HPAReplicas: 4 } }));
  expect(open([scaler, target(3)])).toEqual([
    'HorizontalPodAutoscaler.autoscaling api/api has 3 of 2 replicas',
  ]);
  expect(open([scaler, target(2)])).toEqual([]);
});

test('one is open until it can have acted on new bounds, and as long as its behavior slows it down', () => {
  const status = { currentReplicas: 3, desiredReplicas: 3 };
  const since = new Since();
  knowBounds([autoscaler({ minReplicas: 3 }, status)], since);
  const lower = autoscaler({ minReplicas: 2 }, status);
  const at = (seconds: number) => openAutoscalers([lower], [], since, seconds * 1000);
  expect(at(100)).toEqual(['HorizontalPodAutoscaler.autoscaling api/api has not acted on its bounds yet']);
  expect(at(116)).toHaveLength(1);
  expect(at(117)).toEqual([]);
  const conditions = [{ type: 'AbleToScale', status: 'True', reason: 'ScaleDownStabilized' }];
  expect(open([autoscaler({ minReplicas: 2 }, { ...status, conditions })])).toEqual([
    'HorizontalPodAutoscaler.autoscaling api/api is to scale down',
  ]);
  expect(open([autoscaler({ minReplicas: 3 }, { ...status, conditions })])).toEqual([]);
});

test('a floor that KEDA has not passed on to the autoscaler is open', () => {
  const known = autoscaler({ minReplicas: 3 }, {});
  expect(staleScalers([scaled({ minReplicaCount: 3 })], [known])).toEqual([]);
  expect(staleScalers([scaled({ minReplicaCount: 4 })], [known])).toEqual([
    'ScaledObject.keda.sh api/api has no autoscaler with its floor of 4 yet',
  ]);
  expect(staleScalers([scaled({})], [])).toHaveLength(1);
  const annotated = (annotations: Record<string, string>): Desired => {
    const { object, ...rest } = scaled({});
    return { ...rest, object: { ...object, metadata: { ...object.metadata, annotations } } };
  };
  expect(staleScalers([annotated({ 'autoscaling.keda.sh/paused-replicas': '0' })], [])).toEqual([]);
  expect(staleScalers([annotated({ 'autoscaling.keda.sh/paused': 'true' })], [])).toEqual([]);
  expect(staleScalers([annotated({ 'autoscaling.keda.sh/paused': 'false' })], [])).toHaveLength(1);
});

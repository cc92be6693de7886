import { expect, test } from 'vitest';
import { holdsOf } from '../../src/rehearse/holds.ts';
import { factsIn, openMatters, staleScalers } from '../../src/rehearse/settle.ts';
import { application, desired, pod, seen, stateOf, thing } from './story.ts';

const begin = '2026-01-01T00:00:00Z';

function holds(object: Parameters<typeof seen>[0], seconds: number): string[] {
  return holdsOf([seen(object)], Date.parse(begin) + seconds * 1000).map(({ reason }) => reason);
}

function starting(delay: string) {
  const base = pod('api', false);
  const annotations = { 'pod-ready.stage.kwok.x-k8s.io/delay': delay };
  return { ...base, metadata: { ...base.metadata, annotations, creationTimestamp: begin } };
}

test('a pod may take as long to start as its app declares', () => {
  expect(holds(starting('45s'), 40)).toEqual(['starts for 45 s']);
  expect(holds(starting('45s'), 70)).toEqual([]);
});

test('a canary may pause as long as its step declares, one that waits for a person is not waited for', () => {
  const paused = (duration?: string | number) =>
    thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
      spec: { strategy: { canary: { steps: [{ setWeight: 50 }, { pause: { duration } }] } } },
      status: { currentStepIndex: 1, pauseConditions: [{ reason: 'CanaryPauseStep', startTime: begin }] },
    });
  expect(holds(paused('2m'), 100)).toEqual(['pauses for 120 s']);
  expect(holds(paused(60), 50)).toEqual(['pauses for 60 s']);
  expect(holds(paused('2m'), 140)).toEqual([]);
  expect(holds(paused(), 1)).toEqual([]);
});

test('an analysis may take as long as its measurements', () => {
  const run = (phase: string) =>
    thing('argoproj.io/v1alpha1', 'AnalysisRun', 'api', {
      metadata: { creationTimestamp: begin },
      spec: {
        metrics: [
          { initialDelay: '10s', interval: '20s', count: 3 },
          { interval: '20s', failureLimit: 1 },
        ],
      },
      status: { phase },
    });
  expect(holds(run('Running'), 80)).toEqual(['measures for 80 s']);
  expect(holds(run('Running'), 96)).toEqual([]);
  expect(holds(run('Failed'), 1)).toEqual([]);
});

test('what is open: Applications, pods that are not Ready, and autoscalers below their floor', () => {
  const scaler = thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
    spec: { minReplicas: 3 },
    status: { currentReplicas: 2 },
  });
  const states = [stateOf({}), stateOf({ name: 'dev-tokyo-web', isDone: false, health: 'Progressing' })];
  expect(openMatters(states, [pod('a', true), pod('b', false), scaler].map(seen))).toEqual([
    'dev-tokyo-web is Synced, Progressing',
    'Pod api/b is not Ready',
    'HorizontalPodAutoscaler.autoscaling api/api has 2 of at least 3 replicas',
  ]);
});

test('what is open: autoscalers above their ceiling, but none that KEDA has taken to zero', () => {
  const scaler = (status: object) =>
    seen(
      thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
        spec: { minReplicas: 1, maxReplicas: 2, scaleTargetRef: { name: 'api' } },
        status,
      }),
    );
  const scaled = (spec: object) =>
    desired(
      thing('keda.sh/v1alpha1', 'ScaledObject', 'api', {
        spec: { scaleTargetRef: { name: 'api' }, ...spec },
      }),
    );
  expect(openMatters([], [scaler({ currentReplicas: 4 })])).toEqual([
    'HorizontalPodAutoscaler.autoscaling api/api has 4 of at most 2 replicas',
  ]);
  const open = (spec: object) => openMatters([], [scaler({ currentReplicas: 0 })], [scaled(spec)]);
  expect(open({ minReplicaCount: 0 })).toEqual([]);
  expect(open({ minReplicaCount: 1, idleReplicaCount: 0 })).toEqual([]);
  expect(open({ minReplicaCount: 1 })).toHaveLength(1);
});

test('what is open: a floor that KEDA has not passed on to the autoscaler', () => {
  const scaleTargetRef = { name: 'api' };
  const scaled = (spec: object) =>
    desired(thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec: { scaleTargetRef, ...spec } }));
  const autoscaler = seen(
    thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'keda-hpa-api', {
      spec: { minReplicas: 3, scaleTargetRef },
    }),
  );
  expect(staleScalers([scaled({ minReplicaCount: 3 })], [autoscaler])).toEqual([]);
  expect(staleScalers([scaled({ minReplicaCount: 4 })], [autoscaler])).toEqual([
    'ScaledObject.keda.sh api/api has no autoscaler with its floor of 4 yet',
  ]);
  expect(staleScalers([scaled({})], [])).toHaveLength(1);
});

test('a sync that goes on is news, one that is tried again as before is not', () => {
  const running = (message: string, applied: number) =>
    application({
      operationState: {
        phase: 'Running',
        message,
        syncResult: { resources: Array(applied).fill({ kind: 'A' }) },
      },
    });
  const facts = (message: string, applied: number) =>
    factsIn([stateOf({})], [seen(running(message, applied))]);
  expect(facts('waiting for Service', 2)).not.toEqual(facts('waiting for Service', 1));
  expect(facts('waiting for Service', 1)).not.toEqual(facts('waiting for Namespace', 1));
  expect(facts('failed. Retrying attempt #2 at 5:41PM.', 1)).toEqual(
    facts('failed. Retrying attempt #1 at 5:40PM.', 1),
  );
});

import { expect, test } from 'vitest';
import { holdsOf } from '../../../src/rehearse/settle/holds.ts';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { pod, seen, thing } from '../story.ts';

const begin = '2026-01-01T00:00:00Z';

function holds(object: Parameters<typeof seen>[0], seconds: number): string[] {
  return holdsOf([seen(object)], new Since(), Date.parse(begin) + seconds * 1000).map(({ reason }) => reason);
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

test('a pod that found its node late starts from then on', () => {
  const waited = starting('45s');
  const conditions = [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-01-01T00:01:00Z' }];
  const placed = { ...waited, status: { phase: 'Pending', conditions } };
  expect(holds(placed, 100)).toEqual(['starts for 45 s']);
  expect(holds(placed, 130)).toEqual([]);
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

test('a preview may wait as long as it declares before it is promoted', () => {
  const paused = (blueGreen: object) =>
    thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
      spec: { strategy: { blueGreen: { autoPromotionEnabled: false, ...blueGreen } } },
      status: { pauseConditions: [{ reason: 'BlueGreenPause', startTime: begin }] },
    });
  expect(holds(paused({ autoPromotionSeconds: 120 }), 100)).toEqual(['pauses for 120 s']);
  expect(holds(paused({ autoPromotionSeconds: 120 }), 140)).toEqual([]);
  expect(holds(paused({ autoPromotionSeconds: 0 }), 1)).toEqual([]);
  expect(holds(paused({}), 1)).toEqual([]);
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

/** The reasons at each of these seconds, of one and the same object. */
function holdsAt(object: Parameters<typeof seen>[0], ...seconds: number[]): string[][] {
  const since = new Since();
  return seconds.map((each) => holdsOf([seen(object)], since, each * 1000).map(({ reason }) => reason));
}

test('pods that are Ready count as available after minReadySeconds', () => {
  const workload = (availableReplicas: number) =>
    thing('apps/v1', 'Deployment', 'api', {
      spec: { minReadySeconds: 60 },
      status: { readyReplicas: 3, availableReplicas },
    });
  expect(holdsAt(workload(2), 0, 74, 76)).toEqual([
    ['counts pods after 60 s'],
    ['counts pods after 60 s'],
    [],
  ]);
  expect(holdsAt(workload(3), 0)).toEqual([[]]);
});

test('an autoscaler may take as long as its behavior declares, or by default 300 s for the way down', () => {
  const scaler = (reason: string, behavior: object) =>
    thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
      spec: { behavior },
      status: { currentReplicas: 2, conditions: [{ type: 'AbleToScale', status: 'True', reason }] },
    });
  const scaleDown = {
    stabilizationWindowSeconds: 120,
    policies: [{ periodSeconds: 30 }, { periodSeconds: 60 }],
  };
  expect(holdsAt(scaler('ScaleDownStabilized', { scaleDown }), 0, 136)).toEqual([
    ['scales down within 120 s'],
    [],
  ]);
  expect(holdsAt(scaler('ScaleDownStabilized', {}), 0)).toEqual([['scales down within 300 s']]);
  const since = new Since();
  const wishes = [3, 4, 3].map((desiredReplicas, index) => {
    const { status, ...rest } = scaler('ScaleDownStabilized', { scaleDown });
    const object = { ...rest, status: { ...(status as object), desiredReplicas } };
    return holdsOf([seen(object)], since, index * 100_000).length;
  });
  expect(wishes).toEqual([1, 1, 0]);
  expect(holdsAt(scaler('ScaleDownLimit', { scaleDown }), 0)).toEqual([['scales down within 60 s']]);
  expect(holdsAt(scaler('ReadyForNewScale', { scaleDown }), 0)).toEqual([[]]);
});

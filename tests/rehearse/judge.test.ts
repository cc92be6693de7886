import { describe, expect, test } from 'vitest';
import { judgeMove } from '../../src/rehearse/judge/judge.ts';
import { moveOf, pod, stateOf, thing, timeline } from './story.ts';

test('a move that goes well is nothing to stop for', () => {
  expect(judgeMove(moveOf({ states: [stateOf({})], timeline: timeline([pod('a', true)]) }))).toEqual([]);
});

test('a move that does not end is told, even where nobody knows why', () => {
  const open = ['ScaledObject.keda.sh api/api has no autoscaler with its floor of 4 yet', 'another'];
  expect(judgeMove(moveOf({ end: 'stuck', seconds: 40, open }))).toMatchObject([
    {
      severity: 'error',
      rule: 'not-settled',
      message: `after 40 s nothing moves any more: ${open[0]}, and 1 other thing`,
    },
  ]);
});

test('a wait that is too long to be waited for is no fault, but what comes after it is not judged', () => {
  const tooLong = [{ subject: 'Rollout.argoproj.io api/api', reason: 'pauses for 259200 s' }];
  expect(
    judgeMove(moveOf({ end: 'stuck', open: ['dev-tokyo-api is Synced, Progressing'], tooLong })),
  ).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'wait-too-long',
      message: expect.stringContaining('pauses for 259200 s, which is longer'),
    },
  ]);
  expect(judgeMove(moveOf({ tooLong }))).toEqual([]);
});

function rollout(hash: string, status: object) {
  return thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
    status: { currentPodHash: hash, stableRS: 'old', ...status },
  });
}

describe('a canary that waits for a person', () => {
  const message = 'Rollout.argoproj.io api/api is Suspended: CanaryPauseStep';
  const problems = [{ rule: 'unhealthy-object', message, waits: true }];
  const story = timeline(
    [rollout('old', { phase: 'Healthy' })],
    ['MODIFIED', rollout('new', { phase: 'Paused', pauseConditions: [{ reason: 'CanaryPauseStep' }] })],
  );
  const own = 'dev-tokyo-api is Synced, Suspended';
  const rules = (...open: string[]) => {
    const states = [stateOf({ isDone: false, health: 'Suspended', problems })];
    const found = judgeMove(moveOf({ end: 'stuck', open, states, timeline: story }));
    return found.map(({ severity, rule }) => `${severity} ${rule}`).sort();
  };

  test('is a warning, though its Application is not done', () => {
    expect(rules(own)).toEqual(['warning canary-paused']);
  });

  test.each([
    'HorizontalPodAutoscaler.autoscaling web/web has 2 of at least 4 replicas',
    'dev-tokyo-api-2 is Synced, Progressing',
  ])('does not explain what else is open: %s', (other) => {
    expect(rules(own, other)).toEqual(['error not-settled', 'warning canary-paused']);
  });
});

test.each(['[]', '[0.4]'])('a canary that is aborted with %s measured is told once', (value) => {
  const run = thing('argoproj.io/v1alpha1', 'AnalysisRun', 'api-new', {
    metadata: { labels: { 'rollouts-pod-template-hash': 'new' }, ownerReferences: [{ name: 'api' }] },
    status: { metricResults: [{ name: 'rate', phase: 'Failed', measurements: [{ value }] }] },
  });
  const message =
    'Rollout.argoproj.io api/api is Degraded: RolloutAborted: Rollout aborted update to revision 2';
  const states = [
    stateOf({
      isDone: false,
      health: 'Degraded',
      problems: [{ rule: 'unhealthy-object', message, waits: false }],
    }),
  ];
  const story = timeline(
    [rollout('old', { phase: 'Healthy' })],
    ['ADDED', run],
    ['MODIFIED', rollout('new', { phase: 'Degraded', abort: true })],
  );
  const open = ['dev-tokyo-api is Synced, Degraded'];
  const found = judgeMove(moveOf({ end: 'stuck', open, states, timeline: story }));
  expect(found.map(({ rule }) => rule)).toEqual([value === '[]' ? 'canary-without-data' : 'canary-aborted']);
});

test('the worst comes first, and what explains the end is enough', () => {
  const refused = thing('v1', 'Event', 'refused', {
    reason: 'FailedCreate',
    message: 'pods "a" is forbidden: no',
    involvedObject: { namespace: 'api', name: 'api-5d8f7c9b64' },
  });
  const story = timeline([], ['ADDED', refused], ['ADDED', pod('a', false)]);
  const found = judgeMove(moveOf({ end: 'stuck', timeline: story }));
  expect(found.map(({ rule }) => rule).sort()).toEqual(['not-ready', 'pods-refused']);
});

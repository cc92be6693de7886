import { expect, test } from 'vitest';
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

test('a canary that waits for a person is a warning, though its Application is not done', () => {
  const rollout = (hash: string, status: object) =>
    thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
      status: { currentPodHash: hash, stableRS: 'old', ...status },
    });
  const message = 'Rollout.argoproj.io api/api is Suspended: CanaryPauseStep';
  const problems = [{ rule: 'unhealthy-object', message, waits: true }];
  const story = timeline(
    [rollout('old', { phase: 'Healthy' })],
    ['MODIFIED', rollout('new', { phase: 'Paused', pauseConditions: [{ reason: 'CanaryPauseStep' }] })],
  );
  const move = moveOf({
    end: 'stuck',
    open: ['dev-tokyo-api is Synced, Suspended'],
    states: [stateOf({ isDone: false, health: 'Suspended', problems })],
    timeline: story,
  });
  expect(judgeMove(move).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
    'warning canary-paused',
  ]);
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

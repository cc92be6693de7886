import { describe, expect, test } from 'vitest';
import { trialFindings } from '../../src/rehearse/judge/trials.ts';
import type { Trial } from '../../src/rehearse/trial-pods.ts';
import { moveOf, thing, timeline } from './story.ts';

const trial: Trial = {
  cluster: 'dev-tokyo',
  workload: 'Deployment.apps api/api',
  message: 'serviceaccount "api" not found',
};
const refusedPods = { before: [], after: [trial] };

test('a workload whose next pod would not be let in is told, though nothing rolls', () => {
  expect(trialFindings(moveOf({ refusedPods }))).toMatchObject([
    {
      severity: 'error',
      rule: 'next-pod-refused',
      subject: 'dev-tokyo Deployment.apps api/api',
      message: 'the next pod of it would not be let in: serviceaccount "api" not found',
    },
  ]);
});

test('one that was refused before is not, nor on the way back, nor where nothing has settled', () => {
  expect(trialFindings(moveOf({ refusedPods: { before: [trial], after: [trial] } }))).toEqual([]);
  expect(trialFindings(moveOf({ refusedPods, direction: 'back' }))).toEqual([]);
  expect(trialFindings(moveOf({ refusedPods, end: 'stuck' }))).toEqual([]);
});

test('one that is told as it has no Ready pod in the end is not told twice', () => {
  const unready = thing('v1', 'Pod', 'api-5d8f7c9b64-x7k2p', {
    metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'api-5d8f7c9b64' }] },
  });
  expect(trialFindings(moveOf({ refusedPods, timeline: timeline([unready]) }))).toEqual([]);
});

describe('what no server judged', () => {
  const unjudged: Trial = { ...trial, message: 'etcdserver: leader changed', isUnjudged: true };
  const other = { ...unjudged, workload: 'StatefulSet.apps api/db' };

  test('is told as not judged, once for all workloads that had the same answer', () => {
    const found = trialFindings(moveOf({ refusedPods: { before: [], after: [unjudged, other] } }));
    expect(found).toMatchObject([{ severity: 'unjudged', rule: 'next-pod-unjudged' }]);
    expect(found[0]?.message).toContain('nor of 1 other workload: etcdserver: leader changed');
  });

  test('is a warning if it was not judged before either, and hides no later refusal', () => {
    const rules = (before: Trial, after: Trial) =>
      trialFindings(moveOf({ refusedPods: { before: [before], after: [after] } })).map(
        ({ severity, rule }) => `${severity} ${rule}`,
      );
    expect(rules(unjudged, unjudged)).toEqual(['warning next-pod-unjudged']);
    expect(rules(unjudged, trial)).toEqual(['error next-pod-refused']);
    expect(rules(trial, unjudged)).toEqual(['unjudged next-pod-unjudged']);
  });

  test("is nobody's affair once it is judged, nor on the way back", () => {
    expect(trialFindings(moveOf({ refusedPods: { before: [unjudged], after: [] } }))).toEqual([]);
    const refused = { before: [], after: [unjudged] };
    expect(trialFindings(moveOf({ refusedPods: refused, direction: 'back' }))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { podFindings } from '../../src/rehearse/judge/pods.ts';
import { moveOf, pod, thing, timeline } from './story.ts';

function podWith(condition: Readonly<Record<string, string>>) {
  const base = pod('api-5d8f7c9b64-abcde', false);
  return { ...base, status: { phase: 'Pending', conditions: [condition] } };
}

const unschedulable = podWith({
  type: 'PodScheduled',
  status: 'False',
  reason: 'Unschedulable',
  message: '0/6 nodes are available: 6 Insufficient cpu.',
});
const preempted = podWith({
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'PreemptionByScheduler',
  message: 'default-scheduler: preempting to accommodate a higher priority pod',
});
const refusal = thing('v1', 'Event', 'refusal', {
  reason: 'FailedCreate',
  message: 'Error creating: pods "api-5d8f7c9b64-x2x4z" is forbidden: exceeded quota: reserved',
  involvedObject: { kind: 'ReplicaSet', namespace: 'api', name: 'api-5d8f7c9b64' },
});

test('pods that have no node in the end are told with the reason of the scheduler', () => {
  expect(
    podFindings(moveOf({ timeline: timeline([], ['ADDED', unschedulable]), end: 'stuck' })),
  ).toMatchObject([
    {
      severity: 'error',
      rule: 'unschedulable',
      subject: 'dev-tokyo api/api',
      message: '1 pod found no node: 0/6 nodes are available: 6 Insufficient cpu.',
    },
  ]);
});

test('pods that waited for a node are not', () => {
  const story = timeline([], ['ADDED', unschedulable], ['MODIFIED', pod('api-5d8f7c9b64-abcde', true)]);
  expect(podFindings(moveOf({ timeline: story }))).toEqual([]);
});

test('pods that had to give way are told, though others came', () => {
  const story = timeline([], ['MODIFIED', preempted], ['DELETED', preempted]);
  expect(podFindings(moveOf({ timeline: story }))).toMatchObject([{ severity: 'error', rule: 'preempted' }]);
});

test('pods of a StatefulSet are named by it, whatever its name looks like', () => {
  const owned = (name: string) => {
    const metadata = { ownerReferences: [{ kind: 'StatefulSet', name }] };
    return thing('v1', 'Pod', `${name}-0`, { metadata, status: unschedulable['status'] });
  };
  const story = timeline([], ['ADDED', owned('payments-worker')], ['ADDED', owned('payments-gateway')]);
  const found = podFindings(moveOf({ timeline: story, end: 'stuck' }));
  expect(found.map(({ subject }) => subject)).toEqual([
    'dev-tokyo api/payments-worker',
    'dev-tokyo api/payments-gateway',
  ]);
});

test('refusals of the move before that only go on are not told', () => {
  const story = timeline([refusal], ['MODIFIED', refusal]);
  expect(podFindings(moveOf({ timeline: story, direction: 'back' }))).toEqual([]);
});

test('pods that were not let in are an error only if that did not pass', () => {
  const story = timeline([], ['ADDED', refusal]);
  const severity = (end: 'settled' | 'stuck') =>
    podFindings(moveOf({ timeline: story, end })).map((finding) => `${finding.severity} ${finding.rule}`);
  expect(severity('stuck')).toEqual(['error quota-exceeded']);
  expect(severity('settled')).toEqual(['warning quota-exceeded']);
});

test('pods that are not Ready in the end are told even without a reason; those that have finished are not', () => {
  const finished = { ...pod('job-abcde', false), status: { phase: 'Succeeded' } };
  const story = timeline([pod('a', true)], ['MODIFIED', pod('a', false)], ['ADDED', finished]);
  expect(podFindings(moveOf({ timeline: story, end: 'stuck' }))).toMatchObject([{ rule: 'not-ready' }]);
});

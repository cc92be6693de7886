import { expect, test } from 'vitest';
import { creationFailure, podReasons } from '../../src/deploy/pod-reasons.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

function pod(status: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'main' }, status };
}

function withContainer(state: object, more: object = {}): KubernetesObject {
  const containerStatuses = [{ name: 'main', ready: false, state, ...more }];
  return pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }], containerStatuses });
}

const ready = pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
const unschedulable = pod({
  phase: 'Pending',
  conditions: [
    { type: 'PodScheduled', status: 'False', message: '0/6 nodes are available: 6 Insufficient cpu.' },
  ],
});

test('pods that are Ready, or have done their work, need no reason', () => {
  expect(podReasons([ready, pod({ phase: 'Succeeded' })])).toEqual([]);
});

test('each reason is told once, the commonest first', () => {
  const pulls = withContainer({
    waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "a:1"' },
  });
  expect(podReasons([ready, pulls, unschedulable, unschedulable])).toEqual([
    '2 of 4 pods: 0/6 nodes are available: 6 Insufficient cpu.',
    '1 of 4 pods: container main: ImagePullBackOff: Back-off pulling image "a:1"',
  ]);
});

test('a container that keeps ending is told with how it ended last', () => {
  const crashes = withContainer(
    { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
    { lastState: { terminated: { reason: 'Error', exitCode: 3 } } },
  );
  expect(podReasons([crashes])).toEqual([
    '1 of 1 pods: container main: CrashLoopBackOff: back-off 40s: Error with exit code 3',
  ]);
});

test('containers that start are no reason, those before them that failed are', () => {
  const waiting = { name: 'main', state: { waiting: { reason: 'PodInitializing' } } };
  const ended = {
    name: 'migrate',
    state: { terminated: { reason: 'Error', exitCode: 1, message: 'no\ntable' } },
  };
  const done = { name: 'migrate', state: { terminated: { reason: 'Completed', exitCode: 0 } } };
  const both = (init: object): KubernetesObject =>
    pod({ phase: 'Pending', initContainerStatuses: [init], containerStatuses: [waiting] });
  expect(podReasons([both(ended)])).toEqual([
    '1 of 1 pods: container migrate: Error with exit code 1: no table',
  ]);
  expect(podReasons([both(done)])).toEqual(['1 of 1 pods: starting']);
});

test('a pod that was evicted, and one that only is not Ready', () => {
  const evicted = pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory.' });
  expect(podReasons([evicted])).toEqual(['1 of 1 pods: Evicted: The node was low on memory.']);
  expect(podReasons([withContainer({ running: {} })])).toEqual([
    '1 of 1 pods: runs, and is not Ready: see its readiness probe',
  ]);
});

const deployment: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'main', namespace: 'shop' },
};

test('pods that were refused: the condition of the workload says why', () => {
  const message = 'pods "main-1" is forbidden: exceeded quota';
  const status = { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] };
  expect(creationFailure({ ...deployment, status }, [])).toBe(message);
});

test('or the newest warning about it does', () => {
  const event = (
    name: string,
    lastTimestamp: string,
    message: string,
    type = 'Warning',
  ): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${lastTimestamp}` },
    type,
    involvedObject: { kind: 'Deployment', name },
    lastTimestamp,
    message,
  });
  const events = [
    event('main', '2026-11-22T07:00:00Z', 'old'),
    event('main', '2026-11-22T07:05:00Z', 'denied the request'),
    event('main', '2026-11-22T07:06:00Z', 'scaled up', 'Normal'),
    event('other', '2026-11-22T07:07:00Z', 'another'),
  ];
  expect(creationFailure(deployment, events)).toBe('denied the request');
  expect(creationFailure(deployment, [])).toBeUndefined();
});

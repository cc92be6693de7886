import { describe, expect, test } from 'vitest';
import { syncFindings } from '../../src/rehearse/judge/syncs.ts';
import { syncOrders } from '../../src/rehearse/observe/syncs.ts';
import { application, moveOf, stateOf, timeline } from './story.ts';

const denial =
  "services \"api\" is forbidden: ValidatingAdmissionPolicy 'restrict-service-exposure' with binding 'x' denied request: no";

function failed(message: string) {
  return stateOf({
    sync: 'OutOfSync',
    isDone: false,
    problems: [{ rule: 'sync-failed', message, waits: false }],
  });
}

function refused(message: string, kind = 'Service') {
  const resource = { group: '', kind, namespace: 'api', name: 'api', status: 'SyncFailed', message };
  return application({ operationState: { phase: 'Running', syncResult: { resources: [resource] } } });
}

describe('what Argo CD could not do', () => {
  test.each([
    ['admission-denied', denial],
    [
      'admission-denied',
      'Internal error occurred: failed calling webhook "x": failed to call webhook: service "hook" not found',
    ],
    [
      'immutable-field',
      'PersistentVolumeClaim "x" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests',
    ],
    [
      'immutable-field',
      'RoleBinding.rbac.authorization.k8s.io "x" is invalid: roleRef: Invalid value: {}: cannot change roleRef',
    ],
    ['immutable-field', 'Job.batch "x" is invalid: spec.template: Invalid value: field is immutable'],
    [
      'immutable-field',
      'StatefulSet.apps "x" is invalid: spec: Forbidden: updates to statefulset spec for fields other than',
    ],
    ['quota-exceeded', 'pods "x" is forbidden: exceeded quota: reserved'],
    ['sync-failed', 'the server could not find the requested resource'],
  ])('is %s', (rule, message) => {
    expect(syncFindings(moveOf({ states: [failed(message)] }))).toMatchObject([
      { severity: 'error', rule, subject: 'dev-tokyo-api' },
    ]);
  });

  test('is stuck if it still waits when nothing moves any more', () => {
    const problems = [{ rule: 'sync-running', message: 'a sync runs: waiting for hook', waits: true }];
    const states = [stateOf({ isDone: false, problems })];
    expect(syncFindings(moveOf({ states, end: 'stuck' }))).toMatchObject([
      { severity: 'error', rule: 'sync-stuck' },
    ]);
  });

  test('is only worth a look if it passed later', () => {
    const story = timeline([], ['MODIFIED', refused(denial)], ['MODIFIED', refused(denial)]);
    expect(syncFindings(moveOf({ states: [stateOf({})], timeline: story }))).toMatchObject([
      { severity: 'warning', rule: 'admission-denied' },
    ]);
  });

  test.each([
    ['Service', 'services "api" not found'],
    ['NetworkPolicy', 'networkpolicies.networking.k8s.io "api" not found'],
    ['Ingress', 'ingresses.networking.k8s.io "api" not found'],
  ])('is nothing if a %s that it wanted to remove was gone already', (kind, message) => {
    const story = timeline([], ['MODIFIED', refused(message, kind)]);
    expect(syncFindings(moveOf({ states: [stateOf({})], timeline: story }))).toEqual([]);
  });

  test.each([
    'namespaces "api" not found',
    'services "other" not found',
    'service "api" not found in the mesh',
    'failed calling webhook "x": services "api" not found',
  ])('is told if what is not found is something else: %s', (message) => {
    const story = timeline([], ['MODIFIED', refused(message)]);
    expect(syncFindings(moveOf({ states: [stateOf({})], timeline: story }))).toHaveLength(1);
  });

  test.each([
    ['apply', refused(denial)],
    ['compare', application({ conditions: [{ type: 'ComparisonError', message: denial }] })],
  ])('is of HEAD alone, if it could not %s that and could what BASE has', (_, still) => {
    const story = timeline([still], ['MODIFIED', still], ['MODIFIED', application({})]);
    const move = moveOf({ direction: 'back', states: [stateOf({})], timeline: story });
    expect(syncFindings(move)).toEqual([]);
    expect(syncFindings({ ...move, timeline: { ...story, before: [] } })).toHaveLength(1);
    const again = timeline([still], ['MODIFIED', application({})], ['MODIFIED', still]);
    expect(syncFindings({ ...move, timeline: again })).toHaveLength(1);
    expect(syncFindings({ ...move, states: [failed(denial)] })).toMatchObject([
      { severity: 'error', rule: 'admission-denied' },
    ]);
  });

  test('is not told twice of an Application that is not done', () => {
    const story = timeline([], ['MODIFIED', refused(denial)]);
    expect(syncFindings(moveOf({ states: [failed(denial)], timeline: story }))).toHaveLength(1);
  });

  test('can be to make an Application at all', () => {
    const states = [stateOf({ sync: 'Missing', health: 'Missing', isDone: false })];
    expect(syncFindings(moveOf({ states }))).toMatchObject([{ rule: 'application-missing' }]);
  });
});

describe('what only follows is told once, with its cause', () => {
  const broken = (name: string, ...messages: string[]) =>
    stateOf({
      name,
      sync: 'OutOfSync',
      isDone: false,
      problems: messages.map((message) => ({ rule: 'sync-failed', message, waits: false })),
    });
  const set = 'ApplicationSet.argoproj.io argocd/wave-6';
  const told = (...states: ReturnType<typeof stateOf>[]) =>
    syncFindings(moveOf({ states, end: 'stuck' })).map(({ subject, message }) => `${subject}: ${message}`);
  const api = broken('api', 'Rollout.argoproj.io api/api is Degraded: InvalidSpec');

  test.each([
    `${set} cannot be applied: Degraded: api`,
    'a sync runs: waiting for healthy state of argoproj.io/ApplicationSet/wave-6; to come: something',
    'is Synced and Degraded, without a reason',
  ])('%s', (message) => {
    expect(told(api, broken('root', message))).toEqual([
      'api: Rollout.argoproj.io api/api is Degraded: InvalidSpec',
    ]);
    expect(told(broken('root', message))).toEqual([`root: ${message}`]);
  });

  test('another Application without a reason is told beside others', () => {
    expect(told(api, broken('web', 'is Synced and Degraded, without a reason'))).toHaveLength(2);
  });

  test('an ApplicationSet that is refused itself is told beside others', () => {
    expect(told(api, broken('root', `${set} cannot be applied: denied the request`))).toHaveLength(2);
  });

  test('a sync that fails with the words of an object that it waits for', () => {
    const [health, refusal] = ['is Degraded: InvalidSpec', 'cannot be applied: InvalidSpec'].map(
      (words) => `Rollout.argoproj.io api/api ${words}`,
    ) as [string, string];
    expect(told(broken('api', refusal, health))).toEqual([`api: ${health}`]);
    expect(told(broken('api', refusal.replace('InvalidSpec', 'denied'), health))).toHaveLength(2);
    expect(told(broken('api', refusal))).toHaveLength(1);
  });

  test('objects that are refused for the same reason, now or for a while', () => {
    const gone = 'namespaces "api" not found';
    const names = ['ConfigMap api/settings', 'Service api/api', 'LimitRange api/defaults'];
    const all = names.map((name) => `${name} cannot be applied: ${gone}`);
    expect(told(broken('api', ...all, `Role api/api cannot be applied: ${denial}`))).toEqual([
      `api: ConfigMap api/settings and 2 other objects cannot be applied: ${gone}`,
      `api: Role api/api cannot be applied: ${denial}`,
    ]);
    const service = { group: '', kind: 'Service', namespace: 'api', status: 'SyncFailed', message: gone };
    const resources = ['a', 'b'].map((name) => ({ ...service, name }));
    const story = timeline(
      [],
      ['MODIFIED', application({ operationState: { phase: 'Running', syncResult: { resources } } })],
    );
    const passed = syncFindings(moveOf({ states: [stateOf({})], timeline: story }));
    expect(passed.map(({ message }) => message)).toEqual([
      `was refused at first, and passed when Argo CD tried again: Service api/a and 1 other object: ${gone}`,
    ]);
  });

  test('an ApplicationSet that was not Healthy for a while', () => {
    const resource = { group: 'argoproj.io', kind: 'ApplicationSet', namespace: 'argocd', name: 'wave-6' };
    const resources = [{ ...resource, status: 'SyncFailed', message: 'Degraded: api' }];
    const story = timeline(
      [],
      ['MODIFIED', application({ operationState: { phase: 'Running', syncResult: { resources } } })],
    );
    expect(syncFindings(moveOf({ states: [stateOf({})], timeline: story }))).toEqual([]);
  });
});

test('an object of two Applications is told', () => {
  const conditions = [{ type: 'SharedResourceWarning', message: 'ConfigMap/x is part of a and b' }];
  const story = timeline(
    [],
    ['MODIFIED', application({ conditions })],
    ['MODIFIED', application({ conditions })],
  );
  expect(syncFindings(moveOf({ timeline: story }))).toMatchObject([
    { severity: 'error', rule: 'shared-object' },
  ]);
});

test.each(['SharedResourceWarning', 'RepeatedResourceWarning'])(
  'a %s is of the move that brought it',
  (type) => {
    const warned = application({ conditions: [{ type, message: 'ConfigMap/x' }] });
    const story = timeline([warned], ['MODIFIED', warned]);
    expect(syncFindings(moveOf({ timeline: story }))).toEqual([]);
    expect(syncFindings(moveOf({ timeline: { ...story, before: [] } }))).toHaveLength(1);
    // What HEAD had mended is there again once BASE is.
    expect(syncFindings(moveOf({ timeline: { ...story, before: [] }, direction: 'back' }))).toEqual([]);
  },
);

test('an object that git has twice in one Application is told', () => {
  const message = 'Resource /ConfigMap/api/x appeared 2 times among application resources.';
  const conditions = [{ type: 'RepeatedResourceWarning', message }];
  const story = timeline([application({})], ['MODIFIED', application({ conditions })]);
  expect(syncFindings(moveOf({ timeline: story }))).toMatchObject([
    { severity: 'error', rule: 'repeated-object', subject: 'dev-tokyo-api' },
  ]);
  const orphans = [{ type: 'OrphanedResourceWarning', message: 'Application has 1 orphaned resources' }];
  const others = timeline([], ['MODIFIED', application({ conditions: orphans })]);
  expect(syncFindings(moveOf({ timeline: others }))).toEqual([]);
});

test('an object that goes from one Application to another is only worth a look', () => {
  const conditions = [{ type: 'SharedResourceWarning', message: 'ConfigMap/x is part of a and b' }];
  const story = timeline(
    [],
    ['MODIFIED', application({ conditions })],
    ['MODIFIED', application({ conditions: [] })],
  );
  expect(syncFindings(moveOf({ timeline: story }))).toMatchObject([
    { severity: 'warning', rule: 'shared-object' },
  ]);
});

test('the order of a sync that comes back to a wave tells it again', () => {
  const synced = (...names: string[]) =>
    application({
      operationState: {
        startedAt: 'now',
        syncResult: { resources: names.map((name) => ({ kind: 'ConfigMap', name, status: 'Synced' })) },
      },
    });
  const story = timeline(
    [],
    ['MODIFIED', synced('a0')],
    ['MODIFIED', synced('a0', 'b5')],
    ['MODIFIED', synced('a0', 'b5', 'c0')],
  );
  const [order] = syncOrders(story, (object) => (object.includes('5') ? -5 : 0));
  expect(order?.steps.map(({ wave }) => wave)).toEqual([0, -5, 0]);
});

test('a sync of HEAD that had to be replaced blocks the way back', () => {
  expect(syncFindings(moveOf({ direction: 'back', replacedSyncs: ['dev-tokyo-api'] }))).toMatchObject([
    { severity: 'error', rule: 'rollback-blocked', subject: 'dev-tokyo-api' },
  ]);
});

test('the order of a sync is that in which Argo CD applied objects, those of earlier syncs left out', () => {
  const resource = (kind: string, name: string) => ({ kind, namespace: 'api', name, status: 'Synced' });
  const synced = (startedAt: string, ...resources: object[]) =>
    application({ operationState: { startedAt, syncResult: { resources } } });
  const [config, service] = [resource('ConfigMap', 'a'), resource('Service', 'b')];
  const story = timeline(
    [synced('before', config)],
    ['MODIFIED', synced('before', config)],
    ['MODIFIED', synced('now', config)],
    ['MODIFIED', synced('now', config, service)],
  );
  expect(syncOrders(story, (object) => (object === 'Service api/b' ? 1 : 0))).toEqual([
    {
      application: 'dev-tokyo-api',
      steps: [
        { wave: 0, seconds: 2, objects: 1 },
        { wave: 1, seconds: 3, objects: 1 },
      ],
    },
  ]);
});

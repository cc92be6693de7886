import { expect, test } from 'vitest';
import { judge } from '../../src/deploy/judge.ts';
import { kedaApplication } from './fixture.ts';

const keda = { name: 'dev-ap-northeast-1-keda', maker: 'wave-3' };
const operator = { group: 'apps', kind: 'Deployment', namespace: 'keda', name: 'operator' };

test('an Application that is Synced, Healthy and at rest is done', () => {
  expect(judge(keda, kedaApplication())).toEqual({
    ...keda,
    sync: 'Synced',
    health: 'Healthy',
    since: '2026-11-22T00:44:18Z',
    revision: '1f649d0089bf50d28a6d2a9febb6e1eaf48447a0',
    isDone: true,
    problems: [],
  });
});

test('of several sources the first is git', () => {
  const sync = { status: 'Synced', revisions: ['1f649d00', '2.21.0'] };
  expect(judge(keda, kedaApplication({ sync }))).toMatchObject({ revision: '1f649d00', isDone: true });
});

test('warnings and objects without a health do not stand in the way', () => {
  const conditions = [
    { type: 'OrphanedResourceWarning', message: 'Application has 1 orphaned resources' },
    { type: 'ExcludedResourceWarning', message: 'Resource is excluded' },
  ];
  expect(judge(keda, kedaApplication({ conditions })).isDone).toBe(true);
});

test('one that is not there, or was never looked at, is not done', () => {
  expect(judge(keda, undefined)).toMatchObject({ sync: 'Missing', health: 'Missing', isDone: false });
  const { status: _, ...fresh } = kedaApplication();
  expect(judge(keda, fresh as never)).toMatchObject({
    sync: 'Unknown',
    health: 'Unknown',
    isDone: false,
    problems: [{ rule: 'not-compared', waits: true }],
  });
});

test('one that has not answered with the newest commit yet is not done, however well it looks', () => {
  const asked = kedaApplication({}, { 'argocd.argoproj.io/refresh': 'normal' });
  expect(judge(keda, asked)).toMatchObject({
    sync: 'Synced',
    health: 'Healthy',
    isDone: false,
    problems: [{ rule: 'not-compared' }],
  });
});

test('one whose sync still runs is not done', () => {
  const operationState = { phase: 'Running', message: 'waiting for completion of hook batch/Job/migrate' };
  expect(judge(keda, kedaApplication({ operationState }))).toMatchObject({
    isDone: false,
    problems: [
      { rule: 'sync-running', message: 'a sync runs: waiting for completion of hook batch/Job/migrate' },
    ],
  });
});

test('an object that is not healthy is named with its health, its message and how to look at it', () => {
  const health = {
    status: 'Progressing',
    message: 'Waiting for rollout to finish: 0 of 2 updated replicas are available...',
  };
  const application = kedaApplication({
    health: { status: 'Progressing' },
    resources: [{ ...operator, status: 'Synced', health }],
  });
  expect(judge(keda, application).problems).toEqual([
    {
      rule: 'unhealthy-object',
      message:
        'Deployment.apps keda/operator is Progressing: Waiting for rollout to finish: 0 of 2 updated replicas are available...',
      next: 'kubectl --context dev-ap-northeast-1 -n keda describe deployment.apps operator',
      waits: true,
      object: { cluster: 'dev-ap-northeast-1', ...operator },
    },
  ]);
});

test('what is degraded comes before what still waits', () => {
  const application = kedaApplication({
    health: { status: 'Degraded' },
    resources: [
      { kind: 'Service', namespace: 'keda', name: 'a', status: 'Synced', health: { status: 'Progressing' } },
      { ...operator, status: 'Synced', health: { status: 'Degraded', message: 'exceeded its deadline' } },
    ],
  });
  expect(judge(keda, application).problems.map(({ message, waits }) => [message, waits])).toEqual([
    ['Deployment.apps keda/operator is Degraded: exceeded its deadline', false],
    ['Service keda/a is Progressing', true],
  ]);
});

test('objects that are not there yet are no news while another one is waited for', () => {
  const service = {
    kind: 'Service',
    namespace: 'keda',
    name: 'a',
    status: 'OutOfSync',
    health: { status: 'Missing' },
  };
  const operationState = {
    phase: 'Running',
    message: 'waiting for healthy state of apps/Deployment/operator',
  };
  const differing = { sync: { status: 'OutOfSync' }, health: { status: 'Missing' }, operationState };
  const progressing = { ...operator, status: 'Synced', health: { status: 'Progressing' } };
  const waiting = judge(keda, kedaApplication({ ...differing, resources: [progressing, service] }));
  expect(waiting.problems.map(({ message }) => message)).toEqual([
    'Deployment.apps keda/operator is Progressing',
  ]);
  const beginning = judge(keda, kedaApplication({ ...differing, resources: [service] }));
  expect(beginning.problems.map(({ message }) => message)).toEqual([
    'a sync runs: waiting for healthy state of apps/Deployment/operator; to come: Service keda/a',
  ]);
});

test('an object that the API server refuses is named with the reason, and not what is missing for it', () => {
  const application = kedaApplication({
    sync: { status: 'OutOfSync' },
    health: { status: 'Missing' },
    conditions: [
      { type: 'SyncError', message: 'Failed last sync attempt to 1f649d00: one or more objects…' },
    ],
    operationState: {
      phase: 'Running',
      message: 'one or more objects failed to apply. Retrying attempt #4 at 12:47AM.',
      retryCount: 4,
      syncResult: {
        resources: [
          {
            ...operator,
            status: 'SyncFailed',
            message: 'Deployment.apps "operator" is invalid:\n spec.replicas',
          },
          { kind: 'Namespace', name: 'keda', status: 'Synced', message: 'namespace/keda serverside-applied' },
        ],
      },
    },
    resources: [{ ...operator, status: 'OutOfSync', health: { status: 'Missing' } }],
  });
  expect(judge(keda, application).problems).toEqual([
    {
      rule: 'sync-failed',
      message:
        'Deployment.apps keda/operator cannot be applied: Deployment.apps "operator" is invalid: spec.replicas',
      next: 'correct it in git; Argo CD tries again by itself',
      waits: false,
    },
  ]);
});

test('a hook that failed counts like an object', () => {
  const job = { group: 'batch', kind: 'Job', namespace: 'keda', name: 'migrate' };
  const operationState = {
    phase: 'Failed',
    syncResult: {
      resources: [{ ...job, hookPhase: 'Failed', message: 'Job has reached the backoff limit' }],
    },
  };
  const { problems } = judge(keda, kedaApplication({ sync: { status: 'OutOfSync' }, operationState }));
  expect(problems).toMatchObject([
    {
      rule: 'sync-failed',
      message: 'Job.batch keda/migrate cannot be applied: Job has reached the backoff limit',
    },
  ]);
});

test('a sync that fails before it comes to any object is told by its own message, in the same words each time', () => {
  const message = (attempt: number): string =>
    `one or more synchronization tasks are not valid. Retrying attempt #${attempt} at 12:4${attempt}AM.`;
  const problems = [4, 5].map((retryCount) => {
    const operationState = { phase: 'Running', message: message(retryCount), retryCount };
    return judge(keda, kedaApplication({ sync: { status: 'OutOfSync' }, operationState })).problems;
  });
  expect(problems[0]).toMatchObject([
    {
      rule: 'sync-failed',
      message: 'the sync failed: one or more synchronization tasks are not valid',
      waits: false,
    },
  ]);
  expect(problems[1]).toEqual(problems[0]);
});

test('a sync that failed and begins its next attempt has no reason to give yet', () => {
  const message = 'Retrying operation with latest revisions. Attempt #2';
  const operationState = { phase: 'Running', message, retryCount: 1 };
  const { problems } = judge(keda, kedaApplication({ sync: { status: 'OutOfSync' }, operationState }));
  expect(problems).toMatchObject([{ rule: 'sync-failed', message: 'the sync failed' }]);
});

test.each([
  ['ComparisonError', 'comparison-failed'],
  ['InvalidSpecError', 'invalid-application'],
  ['DeletionError', 'application-error'],
])('the condition %s is told as %s', (type, rule) => {
  const conditions = [{ type, message: 'Failed to load target state:  app path does not exist' }];
  const { problems } = judge(keda, kedaApplication({ sync: { status: 'Unknown' }, conditions }));
  expect(problems).toMatchObject([
    { rule, message: `${type}: Failed to load target state: app path does not exist`, waits: false },
  ]);
});

test('one that differs without a sync names what differs and the project whose windows may deny it', () => {
  const resources = Array.from({ length: 7 }, (_, index) => ({
    kind: 'ConfigMap',
    namespace: 'keda',
    name: `c${index}`,
    status: 'OutOfSync',
  }));
  const application = kedaApplication({ sync: { status: 'OutOfSync' }, operationState: {}, resources });
  expect(judge(keda, application).problems).toMatchObject([
    {
      rule: 'not-synced',
      message:
        'OutOfSync, and no sync has been tried: ConfigMap keda/c0, ConfigMap keda/c1, ConfigMap keda/c2, ConfigMap keda/c3, ConfigMap keda/c4 and 2 more',
      next: 'see whether a sync window of AppProject platform denies it now',
    },
  ]);
});

test('a health without a reason is told as such', () => {
  const { problems } = judge(keda, kedaApplication({ health: { status: 'Suspended' } }));
  expect(problems).toMatchObject([
    { rule: 'unhealthy-application', message: 'is Synced and Suspended, without a reason' },
  ]);
});

test('the root Application leaves its Applications and ApplicationSets to their own judgement', () => {
  const root = kedaApplication({
    health: { status: 'Progressing' },
    operationState: {
      phase: 'Running',
      message: 'waiting for healthy state of argoproj.io/ApplicationSet/wave-0',
    },
    resources: [
      {
        group: 'argoproj.io',
        kind: 'ApplicationSet',
        name: 'wave-0',
        status: 'Synced',
        health: { status: 'Progressing', message: 'Waiting for dev-ap-northeast-1-keda' },
      },
    ],
  });
  const named = { ...root, metadata: { ...root.metadata, name: 'root' } };
  const { problems } = judge({ name: 'root', maker: 'root' }, named);
  expect(problems.map(({ rule }) => rule)).toEqual(['sync-running']);
});

import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { leftoverFindings } from '../../src/rehearse/judge/leftover.ts';
import { objectFindings } from '../../src/rehearse/judge/objects.ts';
import { objectChanges } from '../../src/rehearse/observe/objects.ts';
import { desired, moveOf, seen, stateOf, thing } from './story.ts';

interface Story {
  readonly from?: readonly KubernetesObject[];
  readonly to?: readonly KubernetesObject[];
  readonly before?: readonly KubernetesObject[];
  readonly after?: readonly KubernetesObject[];
  readonly direction?: 'forward' | 'back';
}

function moved({ from = [], to = [], before = [], after = [], direction = 'forward' }: Story) {
  return moveOf({
    direction,
    from: from.map((object) => desired(object)),
    to: to.map((object) => desired(object)),
    before: before.map(seen),
    after: after.map(seen),
    states: [stateOf({})],
  });
}

function rulesOf(story: Story): string[] {
  return objectFindings(moved(story)).map(({ severity, rule }) => `${severity} ${rule}`);
}

const settings = thing('v1', 'ConfigMap', 'settings');
const volume = thing('v1', 'PersistentVolumeClaim', 'data');
const namespace = thing('v1', 'Namespace', 'api', { metadata: { namespace: undefined } });
const anew = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, uid: 'another' },
});

describe('an object', () => {
  test('that stays the same is nothing to tell', () => {
    const all = { from: [settings], to: [settings], before: [settings], after: [settings] };
    expect(objectChanges(moved(all), moved(all).before, moved(all).after)).toEqual([]);
  });

  test('that was made anew is told, and is an error where something is gone with the old one', () => {
    const both = { from: [settings, volume], to: [settings, volume], before: [settings, volume] };
    expect(rulesOf({ ...both, after: [anew(settings), anew(volume)] })).toEqual(
      ['warning recreated', 'error recreated'].sort().reverse(),
    );
  });

  test.each([
    ['batch/v1', 'CronJob'],
    ['keda.sh/v1alpha1', 'ScaledJob'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['networking.istio.io/v1', 'VirtualService'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ])('that runs only now and then, or leads requests, is told when it is gone: %s %s', (apiVersion, kind) => {
    const object = thing(apiVersion, kind, 'backup');
    expect(rulesOf({ from: [object], before: [object] })).toEqual(['warning pruned']);
  });

  test('that git dropped is pruned, which is an error where it held data', () => {
    expect(rulesOf({ from: [settings], before: [settings] })).toEqual([]);
    const database = thing('apps/v1', 'StatefulSet', 'database');
    expect(rulesOf({ from: [database], before: [database] })).toEqual(['warning pruned']);
    expect(rulesOf({ from: [database], before: [database], direction: 'back' })).toEqual([]);
    expect(rulesOf({ from: [volume], before: [volume] })).toEqual(['error data-pruned']);
    expect(rulesOf({ from: [volume], before: [volume], direction: 'back' })).toEqual([]);
  });

  test('that held data can stay without being told as OutOfSync', () => {
    const [finding] = objectFindings(moved({ from: [volume], before: [volume] }));
    expect(finding?.next).toContain('argocd.argoproj.io/sync-options: Prune=false');
    expect(finding?.next).toContain('argocd.argoproj.io/compare-options: IgnoreExtraneous');
  });

  test.each([
    thing('apps/v1', 'Deployment', 'api'),
    thing('apps/v1', 'DaemonSet', 'api'),
    thing('argoproj.io/v1alpha1', 'Rollout', 'api'),
    thing('keda.sh/v1alpha1', 'ScaledObject', 'api'),
  ])('that others rely on is told when git drops it: $kind', (object) => {
    expect(rulesOf({ from: [object], before: [object] })).toEqual(['warning pruned']);
    expect(rulesOf({ from: [object], before: [object], direction: 'back' })).toEqual([]);
  });

  test('of nobody in git is lost with its namespace', () => {
    const other = thing('v1', 'Secret', 'by-hand');
    expect(rulesOf({ from: [namespace], before: [namespace, other] })).toContain('error lost-with-namespace');
  });

  test('that came with a namespace of HEAD alone is not lost on the way back', () => {
    const other = thing('v1', 'Secret', 'by-hand');
    const story = { from: [namespace], before: [namespace, other], direction: 'back' } as const;
    expect(rulesOf(story)).toEqual([]);
    expect(rulesOf({ ...story, to: [namespace] })).toContain('error lost-with-namespace');
  });

  test('that controllers make comes back by itself', () => {
    const owned = [
      thing('v1', 'ConfigMap', 'kube-root-ca.crt'),
      thing('v1', 'ConfigMap', 'istio-ca-root-cert'),
      thing('v1', 'ServiceAccount', 'default'),
    ];
    expect(rulesOf({ from: [namespace], before: [namespace, ...owned] })).toEqual(['error data-pruned']);
  });

  test('that is still there on the way back makes the rollback unclean', () => {
    const story = {
      from: [settings, volume],
      to: [volume],
      before: [settings, volume],
      after: [settings, volume],
    };
    expect(rulesOf(story)).toEqual(['warning left-behind']);
    expect(rulesOf({ ...story, direction: 'back' })).toEqual(['error rollback-not-clean']);
  });

  test('that becomes a hook is made anew, or gone after it, and not left behind', () => {
    const deployment = thing('apps/v1', 'Deployment', 'api');
    const annotations = { 'argocd.argoproj.io/hook': 'PreSync' };
    const hook = { ...deployment, metadata: { ...deployment.metadata, annotations } };
    const story = { from: [deployment], to: [hook], before: [deployment] };
    expect(rulesOf({ ...story, after: [anew(hook)] })).toEqual(['warning recreated']);
    expect(rulesOf({ ...story, after: [hook] })).toEqual([]);
    expect(rulesOf(story)).toEqual(['warning pruned']);
  });

  test('that is still there as nobody takes its finalizer away is told with it', () => {
    const finalizers = ['example.com/cleanup'];
    const [held, leaving] = [{}, { deletionTimestamp: '2026-07-01T00:00:00Z' }].map((metadata) =>
      thing('v1', 'ConfigMap', 'settings', { metadata: { finalizers, ...metadata } }),
    ) as [KubernetesObject, KubernetesObject];
    const messages = (after: KubernetesObject) =>
      objectFindings(
        moved({ from: [held, volume], to: [volume], before: [held, volume], after: [after, volume] }),
      ).map(({ message }) => message);
    expect(messages(leaving)).toEqual([
      expect.stringMatching(/waits for its finalizers: example.com\/cleanup$/),
    ]);
    expect(messages(held)).toEqual(['git no longer has it, and it is still there']);
  });

  test('that an Application leaves when it goes itself stays on purpose, and is told once of all', () => {
    const both = [settings, volume];
    const story = { from: both, before: both, after: both };
    expect(objectFindings({ ...moved(story), states: [] })).toEqual([
      {
        severity: 'warning',
        rule: 'left-behind',
        message:
          'git no longer has this app: 2 objects of it are still there, and nothing keeps them as git had them',
        subject: 'dev-tokyo-api',
        next: 'delete by hand what is no longer needed',
      },
    ]);
    expect(rulesOf(story)).toEqual([]);
    expect(objectFindings({ ...moved({ ...story, direction: 'back' }), states: [] })).toEqual([]);
  });
});

describe('a scaler that git drops', () => {
  const workload = (spec: object) => thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec });
  const scalerOf = (kind: string, apiVersion: string) =>
    thing(apiVersion, kind, `${kind}-api`, { spec: { scaleTargetRef: { kind: 'Rollout', name: 'api' } } });
  const scaledObject = scalerOf('ScaledObject', 'keda.sh/v1alpha1');
  const autoscaler = scalerOf('HorizontalPodAutoscaler', 'autoscaling/v2');
  const api = workload({});
  const live = workload({ replicas: 7 });

  test.each([scaledObject, autoscaler])('is an error if what it scales goes on: $kind', (scaler) => {
    const story = { from: [api, scaler], to: [api], before: [live, scaler], after: [live] };
    expect(rulesOf(story)).toEqual(['error scaler-pruned']);
    expect(rulesOf({ ...story, direction: 'back' })).toEqual([]);
  });

  test('is worth a look if git says how many pods there are to be, or another scaler does', () => {
    const before = { from: [api, scaledObject], before: [live, scaledObject] };
    const fixed = workload({ replicas: 3 });
    expect(rulesOf({ ...before, to: [fixed], after: [fixed] })).toEqual(['warning pruned']);
    const other = { to: [api, autoscaler], after: [live, autoscaler] };
    expect(rulesOf({ ...before, ...other })).toEqual(['warning pruned']);
  });

  test('with what it scales is worth a look', () => {
    const story = { from: [api, scaledObject], before: [live, scaledObject] };
    expect(rulesOf(story)).toEqual(['warning pruned', 'warning pruned']);
  });
});

describe('in the end', () => {
  const wanted = thing('v1', 'ConfigMap', 'settings', { data: { mode: 'fast' } });
  const found = (data: object) => ({
    ...wanted,
    data,
    metadata: {
      ...wanted.metadata,
      annotations: { 'argocd.argoproj.io/tracking-id': 'dev-tokyo-api:/ConfigMap:api/settings' },
      managedFields: [
        {
          manager: 'kubectl-edit',
          operation: 'Update',
          apiVersion: 'v1',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': { 'f:mode': {} } },
        },
      ],
    },
  });
  const rules = (story: Story) =>
    leftoverFindings(moved(story)).map(({ rule, message }) => `${rule}: ${message}`);

  test('what is as git says is not told', () => {
    expect(rules({ to: [wanted], after: [found({ mode: 'fast' })] })).toEqual([]);
  });

  test('what is not is, by the fields that differ', () => {
    expect(rules({ to: [wanted], after: [found({ mode: 'slow' })] })).toEqual([
      'drift-left: is not as git says: data.mode',
    ]);
    expect(rules({ to: [wanted], after: [], direction: 'back' })).toEqual([
      'rollback-not-clean: Argo CD calls it Synced, and it is not there',
    ]);
  });

  test('what Argo CD has not done is told of its Application alone', () => {
    const move = { ...moved({ to: [wanted] }), states: [stateOf({ isDone: false })] };
    expect(leftoverFindings(move)).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { referenceFindings } from '../../src/rehearse/judge/references.ts';
import { desired, moveOf, thing } from './story.ts';

type Annotations = Readonly<Record<string, string>>;

const wave = (number: number): Annotations => ({ 'argocd.argoproj.io/sync-wave': String(number) });
const hook = (name: string): Annotations => ({ 'argocd.argoproj.io/hook': name });

function settings(annotations: Annotations = {}, data: object = { url: 'a' }): KubernetesObject {
  return thing('v1', 'ConfigMap', 'settings', { metadata: { annotations }, data });
}

function workload(kind: string, annotations: Annotations = {}, from: object = {}): KubernetesObject {
  const source = { configMapKeyRef: { name: 'settings', key: 'url', ...from } };
  const containers = [{ name: 'api', env: [{ name: 'URL', valueFrom: source }] }];
  const template = { spec: { containers } };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  const group = ['CronJob', 'Job'].includes(kind) ? 'batch' : 'apps';
  return thing(`${group}/v1`, kind, 'api', { metadata: { annotations }, spec });
}

function messages(base: readonly KubernetesObject[], head: readonly KubernetesObject[]): string[] {
  const declared = { from: base.map((each) => desired(each)), to: head.map((each) => desired(each)) };
  const after = declared.to;
  return referenceFindings(moveOf({ declared, before: declared.from, after })).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

test('a ConfigMap that comes in a later wave than the pods that need it is told', () => {
  expect(messages([], [settings(wave(5)), workload('Deployment')])).toEqual([
    'needed-too-early: its pods need the ConfigMap settings, which its sync brings in wave 5 of Sync, and the pods in wave 0 of Sync: Argo CD waits for the pods, and they wait for it',
  ]);
});

test('a hook that runs before all else needs what is there by then', () => {
  const job = workload('Job', { ...hook('PreSync,PostSync'), ...wave(9) });
  expect(messages([], [settings(wave(-5)), job])).toEqual([
    expect.stringMatching(/in wave -5 of Sync, and the pods in wave 9 of PreSync/),
  ]);
  expect(messages([], [settings({ ...hook('PreSync'), ...wave(-5) }), job])).toEqual([]);
  expect(messages([], [settings(), workload('Job', hook('PostSync'))])).toEqual([]);
  expect(messages([], [settings(), workload('Job', hook('SyncFail'))])).toEqual([]);
  expect(messages([], [settings(hook('Skip')), workload('Deployment')])).toEqual([]);
});

test('hooks of which git has only how their names begin are told each', () => {
  const jobs = ['first-', 'second-'].map((generateName): KubernetesObject => {
    const { metadata, ...job } = workload('Job', hook('PreSync'), { name: generateName });
    const { name: _, ...rest } = metadata;
    return { ...job, metadata: { ...rest, generateName } };
  });
  const given = ['first-', 'second-'].map((name) => thing('v1', 'ConfigMap', name, { data: { url: 'a' } }));
  const to = [...given, ...jobs].map((each) => desired(each));
  const subjects = referenceFindings(moveOf({ to, after: to })).map(({ subject }) => subject);
  expect(subjects).toEqual(['first-', 'second-'].map((name) => `dev-tokyo Job.batch api/${name}…`));
  expect(messages([], [...given, ...jobs])).toEqual(
    ['first-', 'second-'].map((name) =>
      expect.stringMatching(`the ConfigMap ${name}, .* and the pods in wave 0 of PreSync`),
    ),
  );
});

test('a key that is added later than pods come to need it is told, and a Secret that is made of something else', () => {
  const less = settings({}, {});
  expect(
    messages([less, workload('Deployment', {}, { key: 'old' })], [settings(wave(1)), workload('Deployment')]),
  ).toEqual([expect.stringMatching(/needed-too-early: its pods need the key url of the ConfigMap settings/)]);
  const external = thing('external-secrets.io/v1', 'ExternalSecret', 'settings', {
    metadata: { annotations: wave(1) },
  });
  const envFrom = [{ secretRef: { name: 'settings' } }];
  const template = { spec: { containers: [{ name: 'api', envFrom }] } };
  const asking = thing('apps/v1', 'StatefulSet', 'api', { spec: { template } });
  expect(messages([], [external, asking])).toHaveLength(1);
});

test('what is there already, comes in time or may be absent is not, nor what Argo CD does not wait for', () => {
  const late = settings(wave(5));
  expect(messages([settings()], [late, workload('Deployment')])).toEqual([]);
  expect(messages([], [settings(), workload('Deployment')])).toEqual([]);
  expect(messages([], [late, workload('Deployment', wave(5))])).toEqual([]);
  expect(messages([], [late, workload('Deployment', {}, { optional: true })])).toEqual([]);
  expect(messages([], [late, workload('CronJob')])).toEqual([]);
  const none = workload('Deployment');
  expect(messages([], [late, { ...none, spec: { ...(none['spec'] as object), replicas: 0 } }])).toEqual([]);
});

test('annotations that are null or no text say nothing', () => {
  const odd = [null, { 'argocd.argoproj.io/hook': 5 }].map((annotations) =>
    thing('v1', 'ConfigMap', 'settings', { metadata: { annotations }, data: { url: 'a' } }),
  );
  for (const each of odd) expect(messages([], [each])).toEqual([]);
  const [empty] = odd as [KubernetesObject];
  expect(messages([], [empty, workload('Deployment')])).toEqual([]);
});

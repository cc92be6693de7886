import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { judgeMove } from '../../src/rehearse/judge/judge.ts';
import { referenceFindings } from '../../src/rehearse/judge/references.ts';
import type { Finding } from '../../src/report/finding.ts';
import { desired, moveOf, seen, thing } from './story.ts';

/** A workload whose pods have one container. */
function workload(container: object, kind = 'Deployment', rest: object = {}): KubernetesObject {
  const pods = { template: { spec: { containers: [{ name: 'api', ...container }], ...rest } } };
  if (kind === 'Rollout') return thing('argoproj.io/v1alpha1', kind, 'api', { spec: pods });
  if (kind === 'Job') return thing('batch/v1', kind, 'api', { spec: pods });
  if (kind === 'CronJob') return thing('batch/v1', kind, 'api', { spec: { jobTemplate: { spec: pods } } });
  return thing('apps/v1', kind, 'api', { spec: pods });
}

const allOf = (kind: 'configMap' | 'secret', name: string, optional?: boolean) => ({
  envFrom: [{ [`${kind}Ref`]: { name, ...(optional === undefined ? {} : { optional }) } }],
});
const oneOf = (kind: 'configMap' | 'secret', name: string, key: string, optional = false) => ({
  env: [{ name: 'URL', valueFrom: { [`${kind}KeyRef`]: { name, key, optional } } }],
});
const mounted = (volume: object) => ({ volumes: [{ name: 'files', ...volume }] });

const settings = thing('v1', 'ConfigMap', 'settings', { data: { url: 'a' }, binaryData: { logo: 'b' } });
const external = (name: string, target = {}) =>
  thing('external-secrets.io/v1', 'ExternalSecret', name, { spec: { target } });

/** Git's objects of BASE and of HEAD, and what the cluster has beside them. */
function findings(
  base: readonly KubernetesObject[],
  head: readonly KubernetesObject[],
  beside: readonly KubernetesObject[] = [],
): Finding[] {
  const declared = { from: base.map((each) => desired(each)), to: head.map((each) => desired(each)) };
  const [before, after] = [base, head].map((each) => [...each, ...beside].map(seen));
  return referenceFindings(moveOf({ declared, before: before ?? [], after: after ?? [] }));
}

function messages(...story: Parameters<typeof findings>): string[] {
  return findings(...story).map(({ message }) => message);
}

const withoutSettings =
  'its pods need the ConfigMap settings, which is not there: a kubelet would not start the next one';

test('a ConfigMap that HEAD takes from pods that go on is told, whatever makes the pods', () => {
  for (const kind of ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']) {
    const asking = workload(allOf('configMap', 'settings'), kind);
    expect(findings([settings, asking], [asking])).toMatchObject([
      { severity: 'error', rule: 'next-pod-refused', message: withoutSettings },
    ]);
  }
  const asking = workload(allOf('configMap', 'settings'));
  expect(findings([settings, asking], [asking])[0]?.subject).toBe('dev-tokyo Deployment.apps api/api');
});

test.each([
  ['one variable', workload(oneOf('configMap', 'settings', 'url'))],
  ['a volume', workload({}, 'Rollout', mounted({ configMap: { name: 'settings' } }))],
  [
    'a part of a volume',
    workload({}, 'Deployment', mounted({ projected: { sources: [{ configMap: { name: 'settings' } }] } })),
  ],
  [
    'a container that runs before',
    workload({}, 'Deployment', { initContainers: [{ name: 'first', ...allOf('configMap', 'settings') }] }),
  ],
])('it is told as %s too, and once', (_how, asking) => {
  expect(messages([settings, asking], [asking])).toEqual([withoutSettings]);
});

test('what goes or is renamed together with what asks for it is not, nor what stays or changes', () => {
  const asking = workload(allOf('configMap', 'settings'));
  const renamed = thing('v1', 'ConfigMap', 'settings-2', { data: { url: 'a' } });
  expect(messages([settings, asking], [])).toEqual([]);
  expect(messages([settings, asking], [renamed, workload(allOf('configMap', 'settings-2'))])).toEqual([]);
  expect(messages([settings, asking], [{ ...settings, data: { url: 'other' } }, asking])).toEqual([]);
  expect(messages([settings, renamed, asking], [settings, asking])).toEqual([]);
});

test('a rename on one side only is', () => {
  const asking = workload(allOf('configMap', 'settings'));
  const renamed = thing('v1', 'ConfigMap', 'settings-2');
  expect(messages([settings, asking], [renamed, asking])).toEqual([withoutSettings]);
  expect(messages([renamed, workload(allOf('configMap', 'settings-2'))], [renamed, asking])).toEqual([
    withoutSettings,
  ]);
});

test('what may be absent is not', () => {
  for (const asking of [
    workload(allOf('configMap', 'settings', true)),
    workload(oneOf('configMap', 'settings', 'url', true)),
    workload({}, 'Deployment', mounted({ configMap: { name: 'settings', optional: true } })),
  ])
    expect(messages([settings, asking], [asking])).toEqual([]);
  for (const kind of ['CronJob', 'Deployment', 'Rollout']) {
    const asking = workload(allOf('secret', 'password', true), kind);
    expect(messages([external('password'), asking], [asking])).toEqual([]);
  }
  for (const asking of [
    workload(oneOf('secret', 'password', 'url', true)),
    workload({}, 'Deployment', mounted({ secret: { secretName: 'password', optional: true } })),
    workload(
      {},
      'Deployment',
      mounted({ projected: { sources: [{ secret: { name: 'password', optional: true } }] } }),
    ),
  ])
    expect(messages([external('password'), asking], [asking])).toEqual([]);
});

test('a key that is gone is told, and not while it is in the cluster or may be absent', () => {
  const less = { ...settings, data: {} };
  const message = (key: string) =>
    `its pods need the key ${key} of the ConfigMap settings, which is not there: a kubelet would not start the next one`;
  const asking = workload(oneOf('configMap', 'settings', 'url'));
  expect(messages([settings, asking], [less, asking])).toEqual([message('url')]);
  const items = [
    { key: 'logo', path: 'logo' },
    { key: 'url', path: 'url' },
  ];
  const mounting = workload({}, 'Rollout', mounted({ configMap: { name: 'settings', items } }));
  expect(messages([settings, mounting], [less, mounting])).toEqual([message('url')]);
  expect(messages([settings, asking], [less, asking], [settings])).toEqual([]);
  expect(messages([less, asking], [less, asking])).toEqual([]);
  const careful = workload(oneOf('configMap', 'settings', 'url', true));
  expect(messages([settings, careful], [less, careful])).toEqual([]);
});

test('a new workload, or a new reference, to a ConfigMap that never was there is told; one of the cluster is not', () => {
  const asking = workload(allOf('configMap', 'settings'));
  expect(messages([], [asking])).toEqual([withoutSettings]);
  expect(messages([workload({})], [asking])).toEqual([withoutSettings]);
  expect(messages([], [asking], [settings])).toEqual([]);
  const root = workload({}, 'Deployment', mounted({ configMap: { name: 'kube-root-ca.crt' } }));
  expect(messages([], [root])).toEqual([]);
});

test('what was so before is not told', () => {
  const asking = workload(allOf('configMap', 'settings'));
  expect(messages([asking], [asking])).toEqual([]);
  expect(messages([asking], [workload({ ...allOf('configMap', 'settings'), image: 'new' })])).toEqual([]);
  // A chart may have made it, for whoever asks.
  expect(messages([asking], [workload(allOf('configMap', 'settings'), 'Rollout')])).toEqual([]);
});

test('of a workload that git has twice it is told once, of a hook that no sync runs never', () => {
  const asking = workload(allOf('configMap', 'settings'));
  expect(messages([settings, asking], [asking, asking])).toEqual([withoutSettings]);
  const metadata = { annotations: { 'argocd.argoproj.io/hook': 'Skip' } };
  const skipped = { ...asking, metadata: { ...asking.metadata, ...metadata } };
  expect(messages([settings], [skipped])).toEqual([]);
});

const withoutPassword =
  'its pods need the Secret password, which is not there: a kubelet would not start the next one';

test('a Secret is there as long as git gives what makes it', () => {
  const asking = workload(allOf('secret', 'password'), 'Rollout');
  expect(messages([external('password'), asking], [asking])).toEqual([withoutPassword]);
  const elsewhere = external('password', { name: 'other' });
  expect(messages([external('password'), asking], [elsewhere, asking])).toEqual([withoutPassword]);
  const certificate = thing('cert-manager.io/v1', 'Certificate', 'tls', { spec: { secretName: 'password' } });
  for (const other of [external('db', { name: 'password' }), certificate, thing('v1', 'Secret', 'password')])
    expect(messages([external('password'), asking], [other, asking])).toEqual([]);
  expect(messages([certificate, asking], [asking])).toEqual([withoutPassword]);
});

test('what the lab alone makes optional is needed', () => {
  const asking = desired(workload(allOf('secret', 'password'), 'Rollout'));
  const overlaid = desired(workload(allOf('secret', 'password', true), 'Rollout'));
  const maker = desired(external('password'));
  const declared = { from: [maker, asking], to: [asking] };
  const move = moveOf({ from: [maker, overlaid], to: [overlaid], declared });
  expect(referenceFindings(move).map(({ message }) => message)).toEqual([withoutPassword]);
});

test('keys of it are known to who makes it only', () => {
  const asking = workload(oneOf('secret', 'password', 'url'));
  const secret = thing('v1', 'Secret', 'password', { data: { url: 'a' } });
  expect(messages([secret, asking], [external('password'), asking])).toEqual([]);
  expect(messages([secret, asking], [thing('v1', 'Secret', 'password'), asking])).toEqual([
    'its pods need the key url of the Secret password, which is not there: a kubelet would not start the next one',
  ]);
});

test('a Secret that git never had may come from elsewhere', () => {
  expect(messages([], [workload(allOf('secret', 'password'))])).toEqual([]);
});

test('an image is pulled without a Secret where it can be', () => {
  const asking = workload({}, 'Deployment', { imagePullSecrets: [{ name: 'password' }] });
  expect(messages([external('password'), asking], [asking])).toEqual([]);
});

test('a Job that had ended needs nothing more; one that runs with each sync does', () => {
  const job = workload(allOf('configMap', 'settings'), 'Job');
  const ended = { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } };
  expect(messages([settings, ended], [ended])).toEqual([]);
  const hook = {
    ...ended,
    metadata: { ...job.metadata, annotations: { 'argocd.argoproj.io/hook': 'Sync' } },
  };
  expect(messages([settings, hook], [hook])).toEqual([withoutSettings]);
});

function analysed(templates: readonly object[], where = 'canary'): KubernetesObject {
  const strategy =
    where === 'canary'
      ? { canary: { steps: [{ setWeight: 10 }, { analysis: { templates } }] } }
      : { blueGreen: { prePromotionAnalysis: { templates } } };
  return thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec: { strategy } });
}

test('an AnalysisTemplate that a Rollout goes on to name is told', () => {
  const errors = thing('argoproj.io/v1alpha1', 'AnalysisTemplate', 'errors');
  const shared = thing('argoproj.io/v1alpha1', 'ClusterAnalysisTemplate', 'errors', {
    metadata: { namespace: undefined },
  });
  for (const rollout of [analysed([{ templateName: 'errors' }]), analysed([{ templateName: 'errors' }], '')])
    expect(findings([errors, rollout], [rollout])).toMatchObject([
      {
        severity: 'error',
        rule: 'missing-reference',
        subject: 'dev-tokyo Rollout.argoproj.io api/api',
        message:
          'its analyses need the AnalysisTemplate errors, which is not there: its next release would be refused as InvalidSpec',
      },
    ]);
  const asking = analysed([{ templateName: 'errors', clusterScope: true }]);
  expect(messages([errors, shared, asking], [errors, asking])).toHaveLength(1);
});

test('one that both give up or rename is not, nor one that Argo Rollouts has refused itself', () => {
  const [errors, faults] = ['errors', 'faults'].map((name) =>
    thing('argoproj.io/v1alpha1', 'AnalysisTemplate', name),
  ) as [KubernetesObject, KubernetesObject];
  const rollout = analysed([{ templateName: 'errors' }]);
  expect(messages([errors, rollout], [faults, analysed([{ templateName: 'faults' }])])).toEqual([]);
  expect(messages([errors, rollout], [analysed([])])).toEqual([]);
  expect(messages([errors, rollout], [{ ...errors, spec: { metrics: [] } }, rollout])).toEqual([]);
  expect(messages([], [rollout])).toEqual([]);
});

test('what of another cluster has the same name is another thing; on the way back nobody asks', () => {
  const asking = workload(allOf('configMap', 'settings'));
  const gone = { from: [settings, asking].map((each) => desired(each)), to: [desired(asking)] };
  const elsewhere = { cluster: 'dev-osaka', object: settings };
  expect(referenceFindings(moveOf({ ...gone, after: [elsewhere] }))).toHaveLength(1);
  expect(judgeMove(moveOf(gone)).map(({ rule }) => rule)).toEqual(['next-pod-refused']);
  expect(referenceFindings(moveOf({ ...gone, direction: 'back' }))).toEqual([]);
});

function needing(where: string): readonly [KubernetesObject, KubernetesObject] {
  const argo = 'argoproj.io/v1alpha1';
  const rollout = (strategy: object) => thing(argo, 'Rollout', 'api', { spec: { strategy } });
  const service = thing('v1', 'Service', 'new');
  switch (where) {
    case 'a canary':
      return [rollout({ canary: { stableService: 'old', canaryService: 'new' } }), service];
    case 'a preview':
      return [rollout({ blueGreen: { activeService: 'old', previewService: 'new' } }), service];
    case 'a mesh': {
      const trafficRouting = { istio: { destinationRule: { name: 'new' } } };
      return [
        rollout({ canary: { trafficRouting } }),
        thing('networking.istio.io/v1', 'DestinationRule', 'new'),
      ];
    }
    case 'a binding': {
      const role = thing('rbac.authorization.k8s.io/v1', 'ClusterRole', 'new', {
        metadata: { namespace: undefined },
      });
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'new' };
      return [thing('rbac.authorization.k8s.io/v1', 'RoleBinding', 'api', { roleRef }), role];
    }
    default: {
      const triggers = [{ type: 'prometheus', authenticationRef: { name: 'new' } }];
      return [
        thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec: { triggers } }),
        thing('keda.sh/v1alpha1', 'TriggerAuthentication', 'new'),
      ];
    }
  }
}

test.each([
  ['a canary', 'the Service new, which is not there: its next release would be refused as InvalidSpec'],
  ['a preview', 'the Service new, which is not there: its next release would be refused as InvalidSpec'],
  ['a mesh', 'the DestinationRule new, which is not there'],
  ['a binding', 'the ClusterRole new, which is not there'],
  ['a scaler', 'the TriggerAuthentication new, which is not there'],
])(
  'what %s goes on to name is told when it goes, and not when both go or it never was there',
  (where, told) => {
    const [by, named] = needing(where);
    expect(findings([by, named], [by])).toMatchObject([
      { severity: 'error', rule: 'missing-reference', message: `it needs ${told}` },
    ]);
    expect(messages([by, named], [])).toEqual([]);
    expect(messages([by], [by])).toEqual([]);
    expect(messages([], [by])).toEqual([]);
    expect(messages([named], [by, named])).toEqual([]);
  },
);

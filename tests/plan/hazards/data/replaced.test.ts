import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const named = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: b}, spec: {${spec}}}\n---\n`;
const schedule = (name: string, template: string, rest = ''): string =>
  named('velero.io/v1', 'Schedule', name, `schedule: "0 2 * * *", ${rest} template: {${template}}`);
const monitor = (kind: string, app: string): string =>
  named('monitoring.coreos.com/v1', kind, 'metrics', `selector: {matchLabels: {app: ${app}}}`);
const budget = (name: string, limit: string): string =>
  named('policy/v1', 'PodDisruptionBudget', name, `selector: {matchLabels: {app: a}}, ${limit}`);

const quota = (name: string, hard: string): string => named('v1', 'ResourceQuota', name, `hard: {${hard}}`);
const binding = (name: string, role: string, ...groups: readonly string[]): string =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: ${name}, namespace: b},
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role}},
    subjects: [${groups.map((group) => `{apiGroup: rbac.authorization.k8s.io, kind: Group, name: ${group}}`).join(', ')}]}\n---\n`;
const rules = (name: string, ...texts: readonly string[]): string =>
  named(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    name,
    `groups: [{name: ${name}, rules: [${texts.join(', ')}]}]`,
  );
const certificate = named('cert-manager.io/v1', 'Certificate', 'web', 'secretName: web-tls, dnsNames: [x]');
const ingress = (annotation: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: b, annotations: {${annotation}}},
    spec: {tls: [{secretName: web-tls}], rules: []}}`;

const noBackups = ['error deletion: it is deleted, so no more backups are made'];

test.each<[string, string, string, string[]]>([
  [
    'a Schedule, by one that takes in more',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true'),
    [],
  ],
  [
    'a Schedule, by one that takes in less',
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true'),
    schedule('shop', 'includedNamespaces: [shop]'),
    noBackups,
  ],
  [
    'a Schedule, by one for what has certain labels',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, labelSelector: {matchLabels: {a: b}}'),
    noBackups,
  ],
  [
    'a Schedule, by one that is paused',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true', 'paused: true,'),
    noBackups,
  ],
  ['a monitor of Services, by one of pods', monitor('ServiceMonitor', 'a'), monitor('PodMonitor', 'a'), []],
  [
    'a monitor of Services, by one of other pods',
    monitor('ServiceMonitor', 'a'),
    monitor('PodMonitor', 'c'),
    ['warning deletion: it is deleted, so nothing measures what it looked at any more'],
  ],
  [
    'a quota, by two that limit the same',
    quota('all', 'pods: "5", requests.cpu: "4"'),
    quota('few-pods', 'pods: "5"') + quota('processors', 'requests.cpu: 4000m'),
    [],
  ],
  [
    'a quota, by two that limit less',
    quota('all', 'pods: "5", requests.cpu: "4"'),
    quota('few-pods', 'pods: "5"') + quota('processors', 'requests.cpu: "8"'),
    ['warning deletion: it is deleted, so nothing limits what its namespace may have'],
  ],
  [
    'a binding, by one for more',
    binding('old', 'view', 'a'),
    binding('of-teams', 'view', 'a', 'c', 'd', 'e', 'f'),
    [
      'warning recreation: was b/old before: that one is deleted, and this one created',
      'warning rbac-widening: newly gives Group c, Group d, Group e, Group f the ClusterRole view',
    ],
  ],
  [
    'a binding, by one to another role',
    binding('old', 'view', 'a', 'c', 'd'),
    binding('of-teams', 'edit', 'a'),
    [
      'warning rbac-widening: newly gives Group a the ClusterRole edit',
      'warning deletion: it is deleted, and whom it names loses its rights',
    ],
  ],
  [
    'records, by other rules with more of them',
    rules('old', '{record: "a:rate", expr: x}'),
    rules('of-all', '{record: "a:rate", expr: x}', '{record: "b:rate", expr: y}', '{alert: A, expr: z}'),
    [],
  ],
  [
    'records, by nothing',
    rules('old', '{record: "a:rate", expr: x}'),
    '',
    ['warning deletion: it is deleted, so what goes by its records sees nothing'],
  ],
  [
    'a certificate, by an Ingress that asks for it',
    certificate,
    ingress('cert-manager.io/cluster-issuer: i'),
    [],
  ],
  [
    'a certificate, by an Ingress that only shows it',
    certificate,
    ingress('a: b'),
    ['warning deletion: it is deleted, so its certificate is no longer renewed'],
  ],
  [
    'a budget, by one that lets all go',
    budget('old', 'minAvailable: 2'),
    budget('of-a', 'maxUnavailable: 100%'),
    [
      'warning recreation: was b/old before: that one is deleted, and this one created',
      'warning protection-cut: lets more pods be evicted at once: maxUnavailable 100% takes the place of minAvailable 2',
    ],
  ],
])('what is replaced: %s', (_, before, after, expected) => {
  expect(told(before, after).sort()).toEqual([...expected].sort());
});

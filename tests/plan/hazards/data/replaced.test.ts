import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const named = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: b}, spec: {${spec}}}\n---\n`;
const schedule = (name: string, template: string, rest = ''): string =>
  named('velero.io/v1', 'Schedule', name, `schedule: "0 2 * * *", ${rest} template: {${template}}`);
const monitor = (kind: string, app: string, rest = '', namespace = 'b'): string =>
  named(
    'monitoring.coreos.com/v1',
    kind,
    'metrics',
    `selector: {matchLabels: {app: ${app}}}, ${kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints'}: [{port: metrics}], ${rest}`,
  ).replace('namespace: b', `namespace: ${namespace}`);
const budget = (name: string, limit: string): string =>
  named('policy/v1', 'PodDisruptionBudget', name, `selector: {matchLabels: {app: a}}, ${limit}`);

const quota = (name: string, hard: string, scope = ''): string =>
  named('v1', 'ResourceQuota', name, `hard: {${hard}}, ${scope}`);
const bestEffort = 'scopes: [BestEffort]';
const ofClass =
  'scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}';
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
const ingress = (annotation: string, hosts = 'y, x', namespace = 'b'): string =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: ${namespace}, annotations: {${annotation}}},
    spec: {tls: [{hosts: [${hosts}], secretName: web-tls}, {hosts: [x], secretName: other}], rules: []}}`;
const down = (wait: string): string => `{alert: Down, expr: up == 0, ${wait} labels: {severity: page}}`;

const nightly =
  'ttl: 720h, snapshotVolumes: true, snapshotMoveData: true, storageLocation: main, includeClusterResources: true';
const noLimits = 'warning deletion: it is deleted, so nothing limits what its namespace may have';
const notRenewed = 'warning deletion: it is deleted, so its certificate is no longer renewed';
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
  ...(
    [
      ['kept for a shorter time', (text) => text.replace('720h', '1h')],
      ['made once a year', (text) => text.replace('0 2 * * *', '0 0 1 1 *')],
      ['without volumes', (text) => text.replace('snapshotVolumes: true', 'snapshotVolumes: false')],
      ['whose snapshots stay', (text) => text.replace('snapshotMoveData: true', 'snapshotMoveData: false')],
      [
        'without what is in no namespace',
        (text) => text.replace('includeClusterResources: true', 'includeClusterResources: false'),
      ],
      ['of another namespace', (text) => text.replace('namespace: b', 'namespace: c')],
      ['kept elsewhere', (text) => text.replace('storageLocation: main', 'storageLocation: test')],
    ] satisfies [string, (text: string) => string][]
  ).map(([how, worsen]): [string, string, string, string[]] => [
    `a Schedule, by one ${how}`,
    schedule('shop', nightly) + worsen(schedule('all', `includedNamespaces: [cart], ${nightly}`)),
    worsen(schedule('all', nightly)),
    noBackups,
  ]),
  [
    'a Schedule, by one that takes in more from now on',
    schedule('shop', nightly) + schedule('all', `includedNamespaces: [cart], ${nightly}`),
    schedule('all', nightly),
    [],
  ],
  [
    'a Schedule, by one that keeps backups for longer than before, yet not for as long',
    schedule('shop', 'includedNamespaces: [shop], ttl: 720h') + schedule('all', 'ttl: 1h'),
    schedule('all', 'ttl: 2h'),
    noBackups,
  ],
  ['a monitor of Services, by one of pods', monitor('ServiceMonitor', 'a'), monitor('PodMonitor', 'a'), []],
  ['a monitor of pods, by one of Services', monitor('PodMonitor', 'a'), monitor('ServiceMonitor', 'a'), []],
  [
    'a monitor of all namespaces, by another one',
    monitor('ServiceMonitor', 'a', 'namespaceSelector: {any: true}'),
    monitor('PodMonitor', 'a', 'namespaceSelector: {any: true}'),
    [],
  ],
  ...(
    [
      ['of other pods', monitor('PodMonitor', 'c')],
      ['in another namespace', monitor('PodMonitor', 'a', '', 'c')],
      [
        'that looks into another namespace',
        monitor('PodMonitor', 'a', 'namespaceSelector: {matchNames: [other]}'),
      ],
      ['that asks nothing', monitor('PodMonitor', 'a').replace('{port: metrics}', '')],
    ] satisfies [string, string][]
  ).map(([how, after]): [string, string, string, string[]] => [
    `a monitor of Services, by one ${how}`,
    monitor('ServiceMonitor', 'a'),
    after,
    ['warning deletion: it is deleted, so nothing measures what it looked at any more'],
  ]),
  [
    'a quota, by two that limit the same',
    quota('all', 'pods: "5", requests.cpu: "4"'),
    quota('few-pods', 'pods: "5"') + quota('processors', 'requests.cpu: 4000m'),
    [],
  ],
  [
    'a quota, by one of another namespace',
    quota('all', 'pods: "5"'),
    quota('few', 'pods: "5", services: "1"').replace('namespace: b', 'namespace: c'),
    [
      noLimits,
      'warning quota: newly limits pods of its namespace to 5, services to 1: what goes beyond is refused',
    ],
  ],
  [
    'a quota, by two that limit less',
    quota('all', 'pods: "5", requests.cpu: "4"'),
    quota('few-pods', 'pods: "5"') + quota('processors', 'requests.cpu: "8"'),
    [noLimits],
  ],
  ...[bestEffort, ofClass].flatMap((scope): [string, string, string, string[]][] => [
    [
      `a quota, by one of some pods: ${scope}`,
      quota('all', 'pods: "10"'),
      quota('some', 'pods: "10"', scope),
      [noLimits],
    ],
    [
      `a quota of some pods, by a larger one of all: ${scope}`,
      quota('some', 'pods: "4"', scope),
      quota('all', 'pods: "10"'),
      [noLimits, 'warning quota: newly limits pods of its namespace to 10: what goes beyond is refused'],
    ],
    [
      `a quota of some pods, by a smaller one of all: ${scope}`,
      quota('some', 'pods: "10"', scope),
      quota('all', 'pods: "4"'),
      ['warning quota: newly limits pods of its namespace to 4: what goes beyond is refused'],
    ],
  ]),
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
  ...[down('for: 5m,'), down('for: 300s,'), down('for: 1m,'), down('')].map(
    (sooner): [string, string, string, string[]] => [
      `an alert, by one that is no later: ${sooner}`,
      rules('old', down('for: 5m,')) + rules('of-all', '{alert: A, expr: z}'),
      rules('of-all', '{alert: A, expr: z}', sooner),
      [],
    ],
  ),
  [
    'an alert, by a later one',
    rules('old', down('for: 5m,')) + rules('of-all', '{alert: A, expr: z}'),
    rules('of-all', '{alert: A, expr: z}', down('for: 6h,')),
    ['warning deletion: it is deleted, so nobody is alerted by its rules any more'],
  ],
  [
    'a certificate, by an Ingress that asks for it',
    certificate,
    ingress('cert-manager.io/cluster-issuer: i'),
    [],
  ],
  [
    'a certificate, by an Ingress for another host',
    certificate,
    ingress('cert-manager.io/cluster-issuer: i', 'y'),
    [notRenewed],
  ],
  [
    'a certificate, by an Ingress of another namespace',
    certificate,
    ingress('cert-manager.io/cluster-issuer: i', 'x', 'c'),
    [notRenewed],
  ],
  ['a certificate, by an Ingress that only shows it', certificate, ingress('a: b'), [notRenewed]],
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

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const role = (rest: string, labels = ''): string =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a, labels: {${labels}}}, ${rest}}`;
const rules = (...texts: readonly string[]): string => role(`rules: [${texts.join(', ')}]`);
const aggregated = (selectors: string): string =>
  role(`aggregationRule: {clusterRoleSelectors: [${selectors}]}, rules: []`);
const account = (annotations: string): string =>
  object('v1', 'ServiceAccount', 'automountServiceAccountToken: true', `annotations: {${annotations}}`);

const placed = (region: string, name: string): string =>
  object(
    'v1',
    'ServiceAccount',
    'automountServiceAccountToken: true',
    `labels: {plumbline.dev/environment: production, plumbline.dev/region: ${region}}, annotations: {plumbline.dev/pod-identity-role: production-${region}-${name}}`,
  );

const allResources = '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}';
const secrets = 'rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]';

test.each<[string, string, string, string[]]>([
  [
    'all URLs, which no right to resources covers',
    rules(allResources),
    rules(allResources, '{nonResourceURLs: ["*"], verbs: [get]}'),
    ['error rbac-widening: newly allows get all URLs'],
  ],
  [
    'resources, which no right to URLs covers',
    rules('{nonResourceURLs: ["*"], verbs: [get]}'),
    rules('{nonResourceURLs: ["*"], verbs: [get]}', '{apiGroups: [""], resources: [pods], verbs: [get]}'),
    ['warning rbac-widening: newly allows get pods'],
  ],
  [
    'a URL below all',
    rules('{nonResourceURLs: ["*"], verbs: [get]}'),
    rules('{nonResourceURLs: [/metrics], verbs: [get]}'),
    [],
  ],
  [
    'what all roles allow',
    aggregated('{matchLabels: {a: b}}'),
    aggregated('{}'),
    ['error rbac-widening: newly has the rights of all ClusterRoles that match {}'],
  ],
  [
    'what some more roles allow',
    aggregated('{matchLabels: {a: b}}'),
    aggregated('{matchLabels: {a: b}}, {matchLabels: {c: d}}'),
    ['warning rbac-widening: newly has the rights of all ClusterRoles that match {"matchLabels":{"c":"d"}}'],
  ],
  [
    'what fewer roles allow',
    aggregated('{matchLabels: {a: b}}, {matchLabels: {c: d}}'),
    aggregated('{matchLabels: {a: b}}'),
    [],
  ],
  [
    'Secrets for all who may view',
    role(secrets),
    role(secrets, 'rbac.authorization.k8s.io/aggregate-to-view: "true"'),
    ['warning rbac-widening: newly adds what it allows to the ClusterRole view'],
  ],
  ['another label', role(secrets), role(secrets, 'team: shop'), []],
  [
    'a role of AWS',
    account('eks.amazonaws.com/role-arn: reader'),
    account('eks.amazonaws.com/role-arn: Administrator'),
    [
      'warning rbac-widening: its pods have the rights of the role Administrator, not of reader (eks.amazonaws.com/role-arn)',
    ],
  ],
  [
    'a role by Pod Identity',
    account(''),
    account('plumbline.dev/pod-identity-role: shop'),
    [
      'warning rbac-widening: its pods have the rights of the role shop, not of none (plumbline.dev/pod-identity-role)',
    ],
  ],
  [
    'the role of the same name in another place',
    placed('eu-central-1', 'shop'),
    placed('us-west-2', 'shop'),
    [],
  ],
  [
    'another role in another place',
    placed('eu-central-1', 'shop'),
    placed('us-west-2', 'admin'),
    [
      'warning rbac-widening: its pods have the rights of the role production-us-west-2-admin, not of production-eu-central-1-shop (plumbline.dev/pod-identity-role)',
    ],
  ],
  [
    'a role by both ways',
    account('eks.amazonaws.com/role-arn: a, plumbline.dev/pod-identity-role: b'),
    account('eks.amazonaws.com/role-arn: c, plumbline.dev/pod-identity-role: d'),
    [
      'warning rbac-widening: its pods have the rights of the role c and d, not of a and b (eks.amazonaws.com/role-arn, plumbline.dev/pod-identity-role)',
    ],
  ],
  ['no role any more', account('eks.amazonaws.com/role-arn: reader'), account(''), []],
  ['a new account', '', account('eks.amazonaws.com/role-arn: reader'), []],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

test('a role that only gets another name, with its binding, gives nobody more', () => {
  const both = (role: string): string =>
    `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: ${role}, namespace: b}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: of-${role}, namespace: b},
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role}}, subjects: [{kind: Group, name: team}]}`;
  expect(told(both('old'), both('reader')).filter((text) => text.includes('rbac-widening'))).toEqual([]);
  const wider = both('reader').replace('[pods]', '[pods, secrets]');
  expect(told(both('old'), wider).filter((text) => text.includes('rbac-widening'))).toEqual([
    'warning rbac-widening: newly allows get secrets',
  ]);
});

const bound = (
  kind: string,
  account: string,
  role = 'ClusterRole',
  metadata = 'name: x, namespace: b',
): string =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {${metadata}}, roleRef: {kind: ${role}, name: view}, subjects: [{kind: ServiceAccount, name: ${account}, namespace: b}]}`;
const service = (name: string, namespace = 'b'): string =>
  `{apiVersion: v1, kind: ServiceAccount, metadata: {name: ${name}, namespace: ${namespace}}}`;
const all = (...objects: readonly string[]): string => objects.join('\n---\n');
const widened = (before: string, after: string): string[] =>
  told(before, after).filter((text) => text.includes('rbac-widening'));

test('a role in one namespace that was given in all gives nobody more', () => {
  const inAll = bound('ClusterRoleBinding', 'api', 'ClusterRole', 'name: x');
  expect(widened(inAll, bound('RoleBinding', 'api'))).toEqual([]);
  expect(widened(bound('RoleBinding', 'api'), inAll)).toHaveLength(1);
  expect(widened(inAll, bound('RoleBinding', 'other'))).toHaveLength(1);
  expect(widened(inAll, bound('RoleBinding', 'api', 'Role'))).toHaveLength(1);
});

test('an account that comes in place of one that goes has its rights', () => {
  const [old, now] = [bound('RoleBinding', 'api'), bound('RoleBinding', 'server')];
  expect(widened(all(service('api'), old), all(service('server'), now))).toEqual([]);
  expect(widened(all(service('api'), old), all(service('api'), service('server'), now))).toHaveLength(1);
  expect(widened(all(service('api'), old), now)).toHaveLength(1);
  const there = service('server').replace('}}', ', labels: {a: b}}}');
  expect(widened(all(service('api'), service('server'), old), all(there, now))).toHaveLength(1);
  const both = now.replace('subjects: [', 'subjects: [{kind: ServiceAccount, name: more, namespace: b}, ');
  expect(widened(all(service('api'), old), all(service('server'), service('more'), both))).toHaveLength(1);
});

test('two accounts that come in place of two, and swap their roles', () => {
  const pods = (name: string, account: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: b}, spec: {template: {spec: {serviceAccountName: ${account}}}}}`;
  const to = (one: string, other: string): string =>
    all(
      bound('RoleBinding', one),
      bound('RoleBinding', other, 'Role', 'name: z, namespace: b').replace('name: view', 'name: admin'),
    );
  const before = all(
    service('api'),
    service('job'),
    pods('api', 'api'),
    pods('job', 'job'),
    to('api', 'job'),
  );
  const after = (roles: string): string =>
    all(service('api2'), service('job2'), pods('api', 'api2'), pods('job', 'job2'), roles);
  const given = (now: string): string[] =>
    widened(before, now).filter((text) => text.includes('newly gives'));
  expect(given(after(to('api2', 'job2')))).toEqual([]);
  expect(given(after(to('job2', 'api2')))).toEqual([
    'warning rbac-widening: newly gives ServiceAccount b/job2 the ClusterRole view',
    'warning rbac-widening: newly gives ServiceAccount b/api2 the Role admin',
  ]);
});

test('a role in all namespaces that becomes one of a namespace, which allows no more', () => {
  const role = (kind: string, resources: string, metadata = 'name: view, namespace: b'): string =>
    `{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {${metadata}}, rules: [{apiGroups: [""], resources: [${resources}], verbs: [get]}]}`;
  const inAll = role('ClusterRole', 'pods, secrets', 'name: view');
  const [old, now] = [
    bound('RoleBinding', 'api'),
    bound('RoleBinding', 'api', 'Role', 'name: z, namespace: b'),
  ];
  const lost = 'warning deletion: it is deleted, and whom it names loses its rights';
  expect(widened(all(inAll, old), all(role('Role', 'pods, secrets'), now))).toEqual([]);
  expect(widened(all(inAll, old), all(role('Role', 'pods'), now))).toEqual([]);
  const everywhere = bound('ClusterRoleBinding', 'api', 'ClusterRole', 'name: z');
  expect(told(all(inAll, old), all(inAll, everywhere))).not.toContain(lost);
  expect(told(all(inAll, everywhere), all(inAll, old))).toContain(lost);
  expect(widened(all(inAll, old), all(role('Role', 'pods, nodes'), now))).toEqual([
    'warning rbac-widening: newly allows get nodes',
    'warning rbac-widening: newly gives ServiceAccount b/api the Role view',
  ]);
  expect(widened(all(role('Role', 'pods'), now), all(inAll, old))).toHaveLength(2);
  expect(widened(all(inAll, old), all(inAll, everywhere))).toHaveLength(1);
});

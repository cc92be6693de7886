import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const settings = (data: Readonly<Record<string, unknown>>, name = 'argocd-cm'): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'argocd' },
    data: { other: 'x', ...data },
  });
const none = settings({});
const list = (...entries: readonly string[]): string => entries.map((entry) => `- ${entry}\n`).join('');
const deployments = '{apiGroups: [apps], kinds: [Deployment], clusters: ["*"]}';
const excluding = (...entries: readonly string[]): string =>
  settings({ 'resource.exclusions': list(...entries) });
const including = (...entries: readonly string[]): string =>
  settings({ 'resource.inclusions': list(...entries) });
const ignoring = (pointers: string): string =>
  settings({ 'resource.customizations.ignoreDifferences.apps_Deployment': `jsonPointers: [${pointers}]\n` });

test.each<[string, string, string, string[]]>([
  [
    'a kind',
    none,
    excluding(deployments),
    ['Argo CD no longer sees Deployment.apps (resource.exclusions): what git says of them is not synced'],
  ],
  [
    'all kinds of a group, of one cluster',
    excluding(deployments),
    excluding(deployments, '{apiGroups: [apps], clusters: ["https://prod-*"]}'),
    [
      'Argo CD no longer sees *.apps of https://prod-* (resource.exclusions): what git says of them is not synced',
    ],
  ],
  [
    'all but one kind',
    none,
    including(deployments),
    ['Argo CD sees nothing but Deployment.apps any more (resource.inclusions)'],
  ],
  [
    'a kind that it looked at',
    including(deployments, '{apiGroups: [""], kinds: [Service]}'),
    including(deployments),
    ['Argo CD no longer sees Service (resource.inclusions): what git says of them is not synced'],
  ],
  [
    'a difference',
    ignoring('/spec/paused'),
    ignoring('/spec/paused, /spec/replicas'),
    ['differences are newly ignored: /spec/replicas of apps_Deployment'],
  ],
  [
    'a kind that a pattern left out',
    excluding('{apiGroups: ["*"], kinds: ["*"]}'),
    excluding(deployments),
    [],
  ],
  ['a kind no longer', excluding(deployments), none, []],
  ['all but one kind no longer', including(deployments), none, []],
  [
    'what only controllers make',
    none,
    excluding(
      '{apiGroups: ["", discovery.k8s.io], kinds: [Endpoints, EndpointSlice]}',
      '{apiGroups: [kyverno.io], kinds: [PolicyReport]}',
      '{apiGroups: [apps], kinds: [ReplicaSet, ControllerRevision]}',
    ),
    [],
  ],
  [
    'what it never saw',
    none,
    excluding('{apiGroups: [metrics.k8s.io], kinds: ["*"]}', '{apiGroups: [events.k8s.io]}'),
    [],
  ],
  [
    'more than it never saw',
    none,
    excluding('{apiGroups: ["*.k8s.io"], kinds: ["*"]}'),
    ['Argo CD no longer sees *.*.k8s.io (resource.exclusions): what git says of them is not synced'],
  ],
  ['a difference no longer', ignoring('/spec/replicas'), none, []],
  ['what nobody can read', none, settings({ 'resource.exclusions': '- [' }), []],
])('Argo CD leaves out %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning sync-cut: ${message}`)),
);

test('other ConfigMaps say nothing of this', () => {
  const other = (data: Readonly<Record<string, unknown>>): string => settings(data, 'shop');
  expect(told(other({}), other({ 'resource.exclusions': list(deployments) }))).toEqual([]);
});

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const application = (spec: string): string =>
  object('argoproj.io/v1alpha1', 'Application', `spec: {${spec}}`);
const set = (spec: string): string => object('argoproj.io/v1alpha1', 'ApplicationSet', `spec: {${spec}}`);
const automated = (text: string): string => application(`syncPolicy: {automated: {${text}}}`);

test.each<[string, string, string, string[]]>([
  [
    'no prune and no self-heal',
    automated('prune: true, selfHeal: true'),
    automated('prune: false'),
    [
      'what leaves git is no longer deleted (prune)',
      'what is changed in the cluster is no longer put right (selfHeal)',
    ],
  ],
  [
    'nothing by itself',
    automated('selfHeal: true'),
    application('syncPolicy: {}'),
    [
      'what is merged is no longer synced by itself (automated)',
      'what is changed in the cluster is no longer put right (selfHeal)',
    ],
  ],
  ['more by itself', automated(''), automated('prune: true'), []],
  [
    'one field more that is ignored',
    set('template: {spec: {ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/a]}]}}'),
    set('template: {spec: {ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/a, /b]}]}}'),
    ['differences are newly ignored: /b of apps Deployment'],
  ],
  [
    'one field less that is ignored',
    application('ignoreDifferences: [{kind: Service, jqPathExpressions: [.a, .b]}]'),
    application('ignoreDifferences: [{kind: Service, jqPathExpressions: [.a]}]'),
    [],
  ],
  [
    'apps that take their objects along',
    set('syncPolicy: {preserveResourcesOnDeletion: true}'),
    set(''),
    ['with it, or with one of its apps, all their objects are deleted from now on'],
  ],
  [
    'an object that stays',
    object('v1', 'ConfigMap', 'data: {}'),
    object('v1', 'ConfigMap', 'data: {}', 'annotations: {argocd.argoproj.io/sync-options: Prune=false}'),
    ['stays in the cluster from now on when it leaves git (Prune=false)'],
  ],
  [
    'an object that is applied by the client',
    object('v1', 'ConfigMap', 'data: {}', 'annotations: {argocd.argoproj.io/sync-options: Prune=false}'),
    object(
      'v1',
      'ConfigMap',
      'data: {}',
      "annotations: {argocd.argoproj.io/sync-options: 'Prune=false, ServerSideApply=false'}",
    ),
    ['fields of it that no schema has are dropped from now on, not refused (ServerSideApply=false)'],
  ],
  [
    'objects that are replaced, and stay',
    application('syncPolicy: {syncOptions: []}'),
    application('syncPolicy: {syncOptions: [Prune=false, Replace=true, Validate=false]}'),
    [
      'what leaves git stays in the clusters from now on (Prune=false)',
      'objects are replaced as a whole from now on: what others set on them is lost with each sync (Replace=true)',
    ],
  ],
  [
    'objects that are applied by the client',
    set('template: {spec: {syncPolicy: {syncOptions: [ServerSideApply=true]}}}'),
    set('template: {spec: {syncPolicy: {}}}'),
    ['fields that no schema has are dropped from now on, not refused (ServerSideApply=false)'],
  ],
  [
    'objects that are applied by the server, and validated',
    application('syncPolicy: {syncOptions: [Validate=false]}'),
    application('syncPolicy: {syncOptions: [ServerSideApply=true]}'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning sync-cut: ${message}`)),
);

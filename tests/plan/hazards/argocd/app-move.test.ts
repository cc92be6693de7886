import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const application = (spec: string): string =>
  object('argoproj.io/v1alpha1', 'Application', `spec: {${spec}}`);
const set = (spec: string): string =>
  object('argoproj.io/v1alpha1', 'ApplicationSet', `spec: {template: {spec: {${spec}}}}`);
const source = (path: string, revision = 'main'): string =>
  application(`source: {repoURL: "https://git/x", path: ${path}, targetRevision: ${revision}}`);

test.each<[string, string, string, string[]]>([
  [
    'another cluster',
    application('destination: {server: "https://a", namespace: shop}'),
    application('destination: {name: b, namespace: shop}'),
    ['goes to the cluster b, no longer to https://a: what is there stays, and nothing syncs it any more'],
  ],
  [
    'the same cluster by its other name',
    application('destination: {server: "https://kubernetes.default.svc"}'),
    application('destination: {name: in-cluster}'),
    [],
  ],
  [
    'another namespace and project',
    set('project: a, destination: {name: c, namespace: shop}'),
    set('project: b, destination: {name: c, namespace: cart}'),
    [
      'goes to the namespace cart, no longer to shop: its objects that name none are made anew, and deleted where they are if it prunes',
      'belongs to the project b, no longer to a: what that one does not allow is refused',
    ],
  ],
  ['the default project, written out', application(''), application('project: default'), []],
  [
    'another folder',
    source('dist/shop'),
    source('dist/empty'),
    ['is no longer synced from dist/shop of https://git/x: what comes from there is deleted if it prunes'],
  ],
  ['the same folder in other words', source('./dist/shop/'), source('dist/shop'), []],
  ['the whole, in other words', source('.'), source('""'), []],
  [
    'another branch',
    source('dist'),
    source('dist', 'next'),
    ['is synced from next, no longer from main: what differs there is not shown here'],
  ],
  ['the same branch by its full name', source('dist'), source('dist', 'refs/heads/main'), []],
  [
    'a source more',
    source('dist'),
    application(
      'sources: [{repoURL: "https://git/x.git", path: dist/, targetRevision: main}, {repoURL: "https://git/y"}]',
    ),
    [],
  ],
  [
    'values of a chart that are no longer kept in git',
    application('sources: [{repoURL: "https://charts", chart: c}, {repoURL: "https://git/x", ref: values}]'),
    application('sources: [{repoURL: "https://charts", chart: c}]'),
    [],
  ],
  [
    'a first namespace',
    application('destination: {name: a}'),
    application('destination: {name: a, namespace: b}'),
    [],
  ],
  [
    'parameters of an app',
    '{apiVersion: v1, kind: argocd.params, metadata: {name: shop}, namespace: shop, product: x}',
    '{apiVersion: v1, kind: argocd.params, metadata: {name: shop}, namespace: cart, product: x}',
    [
      'goes to the namespace cart, no longer to shop: its objects that name none are made anew, and deleted where they are if it prunes',
    ],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => !text.startsWith('warning chart-change'))).toEqual(
    expected.map((message) => `warning sync-cut: ${message}`),
  ),
);

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const secret = (labels: string, type = 'cluster'): string =>
  object('v1', 'Secret', 'type: Opaque', `labels: {argocd.argoproj.io/secret-type: ${type}, ${labels}}`);

test('a cluster with another label', () =>
  expect(told(secret('env: production'), secret('env: staging'))).toEqual([
    'warning app-removal: is no longer a cluster with env=production: what ApplicationSets that choose it by that have there may be deleted',
  ]));

test('Secrets that Argo CD knows no more', () => {
  expect(told(secret('', 'repository'), secret('', 'none'))).toEqual([
    'warning sync-cut: is no longer a repository of Argo CD: nothing is synced from it if it asks who comes',
  ]);
  expect(told(secret('env: a'), secret('env: a', 'none'))).toEqual([
    'warning sync-cut: is no longer a cluster of Argo CD: nothing is synced to it',
  ]);
});

test.each<[string, string, string]>([
  ['a cluster with one label more', secret('env: production'), secret('env: production, region: x')],
  ['a repository with another label', secret('env: a', 'repository'), secret('env: b', 'repository')],
])('%s', (_, before, after) => expect(told(before, after)).toEqual([]));

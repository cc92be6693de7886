import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { tracked } from '../../src/drift/tracking.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const hook = { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded' };

function settings(level: string, annotations: Readonly<Record<string, string>> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop', annotations },
    data: { level },
  };
}

/** The result of each; what is live was applied by Argo CD. */
function results(git: readonly KubernetesObject[], cluster: readonly KubernetesObject[]): string[] {
  const desired = git.map((object) => ({ object }));
  const live = cluster.map((object) => tracked(object, 'shop', 'shop'));
  return driftOf(desired, live, loadFacts()).verdicts.map(({ result }) => result);
}

test('a hook is not compared, be it there or not, be it as in git or not', () => {
  const inGit = settings('info', hook);
  for (const cluster of [[], [inGit], [settings('warn', hook)]])
    expect(results([inGit], cluster)).toEqual([]);
});

test('a hook that git has is none of git’s orphans, also without its annotation', () => {
  expect(results([settings('info', hook)], [settings('info')])).toEqual([]);
});

test('a hook that git has no more is no orphan: nothing but syncs of it would take it away', () => {
  expect(results([], [settings('info', hook)])).toEqual([]);
  expect(results([], [settings('info')])).toEqual(['orphaned']);
});

test('what git has as any other object is compared, whatever somebody wrote on it in the cluster', () => {
  expect(results([settings('info')], [settings('warn', hook)])).toEqual(['drifted']);
  expect(results([settings('info')], [])).toEqual(['missing']);
});

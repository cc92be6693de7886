import { expect, test } from 'vitest';
import { tracked } from '../../../src/drift/tracking.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { config, given, judge } from './fake-cluster.ts';

const hook = { 'argocd.argoproj.io/hook': 'Sync' };
const job = (name: string, annotations: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: 'shop', annotations },
});

/** What is told of a cluster that has these Jobs; git has one, a hook. */
async function told(...jobs: readonly KubernetesObject[]): Promise<string[]> {
  const applied = (object: KubernetesObject) => tracked(object, 'lab-one-shop', 'shop');
  const live = { configMaps: [applied(config)], jobs: jobs.map(applied) };
  const { objects } = await judge(
    live,
    [config, job('migrate', hook)].map((object) => given('lab-one-shop', object)),
  );
  return objects.map(({ result, name }) => `${result} ${name}`);
}

test('a hook that its policy lets stand is no orphan, nor is it missing once it is gone', async () => {
  expect(await told(job('migrate', hook))).toEqual([]);
  expect(await told()).toEqual([]);
});

test('nor is one that lost its annotation, or one of an earlier commit', async () => {
  expect(await told(job('migrate', {}), job('earlier', hook))).toEqual([]);
});

test('what is no hook is', async () => {
  expect(await told(job('left', {}))).toEqual(['orphaned left']);
});

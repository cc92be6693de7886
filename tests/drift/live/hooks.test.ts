import { expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../../src/cluster/connection.ts';
import { PatientClient } from '../../../src/cluster/patient-client.ts';
import { judgeCluster } from '../../../src/drift/live/judge-cluster.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';

const hook = { 'argocd.argoproj.io/hook': 'Sync' };
const config: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
};
const job = (name: string, annotations: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: 'shop', annotations },
});
const served = (group: string, resource: string, kind: string) => ({
  metadata: { name: group },
  versions: [
    {
      version: 'v1',
      resources: [{ resource, responseKind: { kind }, scope: 'Namespaced', verbs: ['list'] }],
    },
  ],
});
const applied = (...objects: readonly KubernetesObject[]) => ({
  kind: 'List',
  items: objects.map((object) => tracked(object, 'lab-one-shop', 'shop')),
});

/** What is told of a cluster that has these Jobs; git has one, a hook. */
async function told(...jobs: readonly KubernetesObject[]): Promise<string[]> {
  const answers: Readonly<Record<string, unknown>> = {
    '/api': { kind: 'APIGroupDiscoveryList', items: [served('', 'configmaps', 'ConfigMap')] },
    '/apis': { kind: 'APIGroupDiscoveryList', items: [served('batch', 'jobs', 'Job')] },
    '/api/v1/configmaps': applied(config),
    '/apis/batch/v1/jobs': applied(...jobs),
  };
  const send = async ({ path }: ApiRequest): Promise<ApiResponse> => {
    const answer = answers[path.replace(/\?.*/, '')];
    return { status: answer === undefined ? 404 : 200, text: JSON.stringify(answer ?? {}), warnings: [] };
  };
  const desired = [config, job('migrate', hook)].map((object) => ({
    object,
    file: 'git.yaml',
    locate: () => ({ file: 'git.yaml' }),
    application: 'lab-one-shop',
    destinationNamespace: 'shop',
  }));
  const subject = {
    desired,
    applications: new Set(['lab-one-shop']),
    chartApplications: new Set<string>(),
    unreadableApplications: new Map<string, string>(),
  };
  const options = {
    facts: loadFacts(),
    readOnly: true,
    applications: undefined,
    objectsAt: () => undefined,
    note: () => {},
  };
  const { objects } = await judgeCluster(new PatientClient({ send }), subject, options);
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

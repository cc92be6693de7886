import { expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../../src/cluster/connection.ts';
import { PatientClient } from '../../../src/cluster/patient-client.ts';
import { readApplications } from '../../../src/drift/live/applications.ts';
import { judgeCluster } from '../../../src/drift/live/judge-cluster.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';

const config = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
});
const application = (name: string, labels: Readonly<Record<string, string>>) => ({
  metadata: { name, labels },
  status: {},
});
/** A cluster that has ConfigMaps, which three Applications applied; only one of them is in git. */
const answers: Readonly<Record<string, unknown>> = {
  '/api': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: '' },
        versions: [
          {
            version: 'v1',
            resources: [
              {
                resource: 'configmaps',
                responseKind: { kind: 'ConfigMap' },
                scope: 'Namespaced',
                verbs: ['list'],
              },
            ],
          },
        ],
      },
    ],
  },
  '/apis': { kind: 'APIGroupDiscoveryList', items: [] },
  '/api/v1/configmaps': {
    kind: 'ConfigMapList',
    items: ['lab-one-shop', 'lab-one-gone', 'somebody'].map((name) => tracked(config(name), name, 'shop')),
  },
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications': {
    items: [
      application('lab-one-gone', { 'plumbline.dev/environment': 'lab' }),
      application('somebody', { team: 'other' }),
    ],
  },
};
const client = new PatientClient({
  send: async ({ path }: ApiRequest): Promise<ApiResponse> => {
    const answer = answers[path.replace(/\?.*/, '')];
    const status = answer === undefined ? 404 : 200;
    return { status, text: JSON.stringify(answer ?? {}), warnings: [] };
  },
});

test('what the Application of a folder that is gone left behind is told, what other people apply is not', async () => {
  const desired = {
    object: config('lab-one-shop'),
    file: 'git.yaml',
    locate: () => ({ file: 'git.yaml' }),
    application: 'lab-one-shop',
    destinationNamespace: 'shop',
  };
  const subject = {
    desired: [desired],
    applications: new Set(['lab-one-shop']),
    chartApplications: new Set<string>(),
    unreadableApplications: new Map<string, string>(),
  };
  const known = Promise.resolve({ subject, applications: await readApplications(client) });
  const { objects, counts } = await judgeCluster(client, known, {
    facts: loadFacts(),
    readOnly: true,
    objectsAt: () => undefined,
    note: () => {},
  });
  expect(counts).toMatchObject({ orphaned: 1 });
  expect(objects).toMatchObject([{ name: 'lab-one-gone', result: 'orphaned', application: 'lab-one-gone' }]);
});

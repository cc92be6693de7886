import { expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../src/cluster/connection.ts';
import { NoAnswerError } from '../../src/cluster/patient-client.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { refusedPods } from '../../src/rehearse/trial-pods.ts';
import { desired, seen, thing } from './story.ts';

const template = {
  metadata: { labels: { app: 'api' } },
  spec: { serviceAccountName: 'api', containers: [] },
};

function deployment(name: string) {
  return thing('apps/v1', 'Deployment', name, { spec: { template } });
}

/** What a server is asked for that answers so, and what comes of it. */
async function tried(objects: readonly KubernetesObject[], answer: readonly [status: number, text: string]) {
  const asked: ApiRequest[] = [];
  const send = async (request: ApiRequest): Promise<ApiResponse> => {
    asked.push(request);
    const [status, message] = answer;
    return { status, text: JSON.stringify({ message }), warnings: [] };
  };
  const clusters = new Map([['dev-tokyo', { client: { connection: { send } } }]]);
  const trials = await refusedPods(
    clusters,
    objects.map(seen),
    objects.slice(1).map((each) => desired(each)),
  );
  return { asked, trials };
}

const somebody = deployment('somebody');

test('one pod is asked for of each workload that git has, as a dry run', async () => {
  const objects = [
    somebody,
    deployment('api'),
    thing('v1', 'Pod', 'own', { spec: {} }),
    thing('v1', 'Service', 'api'),
  ];
  const { asked, trials } = await tried(objects, [201, '']);
  expect(asked).toMatchObject([
    {
      method: 'POST',
      path: '/api/v1/namespaces/api/pods?dryRun=All',
      body: {
        metadata: {
          generateName: 'api-',
          labels: { app: 'api' },
          ownerReferences: [{ kind: 'Deployment', name: 'api', controller: true }],
        },
        spec: { serviceAccountName: 'api' },
      },
    },
  ]);
  expect(trials).toEqual([]);
});

test('Jobs are asked for another pod until they have ended', async () => {
  const job = (name: string, status: object) =>
    thing('batch/v1', 'Job', name, { spec: { template }, status });
  const ended = { conditions: [{ type: 'Complete', status: 'True' }] };
  const { asked } = await tried([somebody, job('ended', ended), job('goes-on', {})], [201, '']);
  expect(asked).toMatchObject([{ body: { metadata: { generateName: 'goes-on-' } } }]);
});

test('pods of StatefulSets have the volumes of their claims', async () => {
  const set = thing('apps/v1', 'StatefulSet', 'db', {
    spec: {
      template: { spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  });
  const { asked } = await tried([somebody, set], [201, '']);
  expect(asked[0]?.body).toMatchObject({
    spec: {
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
      ],
    },
  });
});

test('a refusal is told in the words of the server, without the random name of the pod', async () => {
  const message = 'pods "api-x7k2p" is forbidden: no PriorityClass with name high was found';
  expect((await tried([somebody, deployment('b'), deployment('a')], [403, message])).trials).toEqual([
    {
      cluster: 'dev-tokyo',
      workload: 'Deployment.apps api/a',
      message: 'no PriorityClass with name high was found',
    },
    {
      cluster: 'dev-tokyo',
      workload: 'Deployment.apps api/b',
      message: 'no PriorityClass with name high was found',
    },
  ]);
});

test('full quotas and namespaces that are gone are left out', async () => {
  const full =
    'pods "api-x7k2p" is forbidden: exceeded quota: api, requested: pods=1, used: pods=2, limited: pods=2';
  expect((await tried([somebody, deployment('api')], [403, full])).trials).toEqual([]);
  expect((await tried([somebody, deployment('api')], [404, 'namespaces "api" not found'])).trials).toEqual(
    [],
  );
});

test.each([
  [
    500,
    'Internal error occurred: failed calling webhook "pods.example": failed to call webhook: no endpoints',
  ],
  [404, 'admission webhook "pods.example" denied the request: no such team'],
  [413, 'Request entity too large: limit is 3145728'],
])('a refusal with status %i is one too if the server says so', async (status, message) => {
  const { trials } = await tried([somebody, deployment('api')], [status, message]);
  expect(trials).toEqual([{ cluster: 'dev-tokyo', workload: 'Deployment.apps api/api', message }]);
});

test.each([
  [401, 'Unauthorized'],
  [409, 'Operation cannot be fulfilled: the object has been modified'],
  [500, 'Internal error occurred: etcdserver: leader changed'],
  [400, 'admission webhook "pods.example" does not support dry run'],
])('an answer with status %i that is no judgement of the pod is told as such', async (status, message) => {
  const { trials } = await tried([somebody, deployment('api')], [status, message]);
  expect(trials).toMatchObject([{ message, isUnjudged: true }]);
});

test('so is no answer', async () => {
  const send = async () => Promise.reject(new NoAnswerError('unanswered', 'there was no answer', 'late'));
  const clusters = new Map([['dev-tokyo', { client: { connection: { send } } }]]);
  const api = deployment('api');
  expect(await refusedPods(clusters, [seen(api)], [desired(api)])).toMatchObject([
    { message: 'there was no answer', isUnjudged: true },
  ]);
});

test('a cluster that the lab does not have is an error', async () => {
  await expect(refusedPods(new Map(), [seen(somebody)], [desired(somebody)])).rejects.toThrow('no cluster');
});

import { describe, expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../../src/cluster/connection.ts';
import { PatientClient } from '../../../src/cluster/patient-client.ts';
import { type Doubt, DriftComparison } from '../../../src/drift/drift.ts';
import { type DesiredObject, ServedKinds } from '../../../src/drift/live/desired.ts';
import { predict } from '../../../src/drift/live/predict.ts';
import { readCluster } from '../../../src/drift/live/read.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { identityOf, type KubernetesObject } from '../../../src/manifest/object.ts';

const served = (kind: string, plural: string, group = '') => ({
  group,
  version: 'v1',
  apiVersion: group === '' ? 'v1' : `${group}/v1`,
  kind,
  plural,
  namespaced: true,
  verbs: ['list'],
});
const kinds = new ServedKinds({
  kinds: [
    served('ConfigMap', 'configmaps'),
    served('Secret', 'secrets'),
    served('Odd', 'odds', 'aggregated.example'),
  ],
  silent: [],
});
const object = (name: string, kind = 'ConfigMap'): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'shop', resourceVersion: '1' },
});
const desired = (of: KubernetesObject): DesiredObject => ({
  object: of,
  file: 'git.yaml',
  locate: () => ({ file: 'git.yaml' }),
  application: 'shop',
  destinationNamespace: 'shop',
});
const pair = (name: string, kind?: string): Doubt<DesiredObject> => {
  const live = object(name, kind);
  return { identity: identityOf(live), desired: desired(live), live, suspects: [] };
};
const status = (code: number, message: string): ApiResponse => ({
  status: code,
  text: JSON.stringify({ message }),
  warnings: [],
});
const ok = (body: unknown): ApiResponse => ({ status: 200, text: JSON.stringify(body), warnings: [] });
const cannot = (verb: string) =>
  status(
    403,
    `configmaps "a" is forbidden: User "drift" cannot ${verb} resource "configmaps" in API group ""`,
  );

function clientOf(answer: (request: ApiRequest) => ApiResponse | Promise<ApiResponse>) {
  const sent: ApiRequest[] = [];
  const send = async (request: ApiRequest): Promise<ApiResponse> => {
    sent.push(request);
    return answer(request);
  };
  return { sent, client: new PatientClient({ send }, { pauseSeconds: 0.001, throttledSeconds: 0.01 }) };
}

describe('what was deleted while it was judged', () => {
  test.each([
    ['an account that may not create', cannot('create')],
    ['one that may', ok({ ...object('a'), metadata: { name: 'a' } })],
    ['one whose namespace is gone', status(404, 'namespaces "shop" not found')],
  ])('is missing to %s', async (_, answer) => {
    const { client } = clientOf(({ method }) => (method === 'PATCH' ? answer : status(404, 'not found')));
    const asked = pair('a');
    const { byIdentity, unjudged } = await predict(client, [asked], kinds);
    expect(unjudged).toEqual([]);
    const { verdicts } = new DriftComparison([asked.desired], [asked.live], loadFacts()).drift(byIdentity);
    expect(verdicts).toMatchObject([{ result: 'missing', elsewhere: [] }]);
  });
});

describe('what a webhook may have added', () => {
  const asked = {
    ...pair('a'),
    suspects: [
      ['spec', 'containers', 2],
      ['spec', 'containers', 10],
      ['spec', 'a/b', 'hostNetwork'],
    ],
  };
  const predictBy = async (answer: ApiResponse) => {
    const { sent, client } = clientOf(({ contentType }) =>
      contentType === 'application/json-patch+json' ? answer : ok(object('a')),
    );
    const { byIdentity, unjudged } = await predict(client, [asked], kinds);
    return { sent, unjudged, prediction: byIdentity.get('ConfigMap shop/a') };
  };

  test('is taken out by a dry run, the last first', async () => {
    const restored = { ...object('a'), spec: {} };
    const { sent, prediction } = await predictBy(ok(restored));
    expect(prediction).toMatchObject({ restored });
    expect(sent.every(({ path }) => path.includes('dryRun=All'))).toBe(true);
    expect(sent.at(-1)?.body).toEqual([
      { op: 'test', path: '/metadata/resourceVersion', value: '1' },
      { op: 'remove', path: '/spec/containers/10' },
      { op: 'remove', path: '/spec/containers/2' },
      { op: 'remove', path: '/spec/a~1b/hostNetwork' },
    ]);
  });

  test('is left to who has it where nobody may take it out', async () => {
    const { prediction, unjudged } = await predictBy(status(422, 'field is immutable'));
    expect(prediction).toEqual({ predicted: object('a'), live: object('a') });
    expect(unjudged).toEqual([]);
  });

  test('is not known if the server does not answer', async () => {
    const { unjudged } = await predictBy(status(500, 'failed calling webhook'));
    expect(unjudged).toMatchObject([{ reason: 'unanswered' }]);
  });
});

test('a kind that may not be sent is tried once, and told with all of its objects', async () => {
  const { sent, client } = clientOf(({ method }) => (method === 'PATCH' ? cannot('patch') : ok(object('a'))));
  const pairs = Array.from({ length: 500 }, (_, index) => pair(`a-${index}`));
  const { unjudged } = await predict(client, pairs, kinds);
  expect(unjudged).toMatchObject([{ reason: 'forbidden', kind: 'ConfigMap', objects: 500 }]);
  expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test('the words of a webhook are no word about rights', async () => {
  const refusal = status(403, 'admission webhook "a" denied the request: you cannot create privileged pods');
  const { client } = clientOf(({ method }) => (method === 'PATCH' ? refusal : ok(object('a'))));
  const { unjudged } = await predict(client, [pair('a')], kinds);
  expect(unjudged).toMatchObject([{ reason: 'refused', name: 'a' }]);
});

test.each([status(500, 'failed calling webhook "gate"'), status(429, 'too many requests')])(
  'a server that cannot answer, $text, refuses nothing',
  async (answer) => {
    const { unjudged } = await predict(clientOf(() => answer).client, [pair('a')], kinds);
    expect(unjudged).toMatchObject([{ reason: 'unanswered', kind: 'ConfigMap', name: '', objects: 1 }]);
  },
);

test.each([
  'failed to create typed patch object (shop/a; apps/v1, Kind=Deployment): .spec.env: duplicate entries for key [name="A"]',
  'duplicate nodePort: {TCP 30412}',
])('what git has is refused also where the API server calls that an error of its own: %s', async (text) => {
  const { unjudged } = await predict(clientOf(() => status(500, text)).client, [pair('a')], kinds);
  expect(unjudged).toMatchObject([{ reason: 'refused', name: 'a' }]);
});

test('what cannot be judged is told in order, whichever answer came first', async () => {
  const { client } = clientOf(async ({ path }) => {
    const name = /\/([a-z])\?/.exec(path)?.[1] ?? '';
    await new Promise((resolve) => setTimeout(resolve, name === 'c' ? 0 : 10));
    return name === 'a' ? status(422, 'a') : status(500, name);
  });
  const { unjudged } = await predict(
    client,
    ['a', 'b', 'c'].map((name) => pair(name)),
    kinds,
  );
  expect(unjudged).toMatchObject([
    { reason: 'refused', name: 'a' },
    { reason: 'unanswered', objects: 2, message: expect.stringContaining('/b: b (500)') },
  ]);
});

test.each([422, 500])('no value of a Secret is in what the server says of it (%i)', async (code) => {
  const { client } = clientOf(() => status(code, 'spec.pin: Invalid value: 4711'));
  const { unjudged } = await predict(client, [pair('a', 'Secret')], kinds);
  expect(unjudged).toMatchObject([{ message: expect.stringContaining(`answers ${code}`) }]);
  expect(JSON.stringify(unjudged)).not.toContain('4711');
});

describe('a server that does not know the user', () => {
  const readBy = async (answer: (path: string) => ApiResponse) =>
    readCluster(
      clientOf(({ path }) => answer(path)).client,
      [desired(object('a'))],
      kinds,
      loadFacts(),
      false,
    );
  const empty = ok({ items: [] });

  test('is that of one API, if no kind of git is in it', async () => {
    const live = await readBy((path) => (path.includes('aggregated') ? status(401, 'Unauthorized') : empty));
    expect(live).toMatchObject({
      isUnauthorized: false,
      unseenKinds: ['aggregated.example/Odd'],
      unread: [],
    });
  });

  test('is the cluster, if it is asked for kinds of git', async () => {
    const live = await readBy((path) => (path.includes('configmaps') ? status(401, 'Unauthorized') : empty));
    expect(live).toMatchObject({ isUnauthorized: true, unread: [{ reason: 'forbidden' }] });
  });

  test('also if the kubeconfig gives no credentials', async () => {
    const { client } = clientOf(() => {
      throw new Error('the sign-in has expired');
    });
    const live = await readCluster(client, [desired(object('a'))], kinds, loadFacts(), true);
    expect(live).toMatchObject({
      isUnauthorized: true,
      unread: [{ message: expect.stringContaining('the sign-in has expired') }],
    });
  });
});

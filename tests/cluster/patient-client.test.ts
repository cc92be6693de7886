import { describe, expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../src/cluster/connection.ts';
import { discover } from '../../src/cluster/discovery.ts';
import { listAll } from '../../src/cluster/list-all.ts';
import { NoAnswerError, type Patience, PatientClient } from '../../src/cluster/patient-client.ts';

type Answer = { readonly status?: number; readonly body?: unknown } | Error | 'never';

/** A connection that gives one answer after the other, the last one for ever. */
function connection(...answers: readonly Answer[]) {
  const sent: ApiRequest[] = [];
  const send = async (request: ApiRequest): Promise<ApiResponse> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] as Answer;
    sent.push(request);
    if (answer instanceof Error) throw answer;
    if (answer === 'never') return new Promise(() => undefined);
    const { status = 200, body } = answer;
    return { status, text: typeof body === 'string' ? body : JSON.stringify(body ?? {}), warnings: [] };
  };
  return { sent, send };
}

const hasty: Patience = { pauseSeconds: 0.001, answerSeconds: 0.05, throttledSeconds: 0.05 };
const asking = (...answers: readonly Answer[]) => {
  const { sent, send } = connection(...answers);
  return { sent, client: new PatientClient({ send }, hasty) };
};
const path = '/api/v1/pods';
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('a request', () => {
  test('is sent once if it is answered', async () => {
    const { sent, client } = asking({ body: { a: 1 } });
    expect(await client.request({ path })).toEqual({ a: 1 });
    expect(sent).toHaveLength(1);
  });

  test.each<[string, Answer]>([
    ['is lost', refused],
    ['is cut short', new Error('aborted')],
    ['cannot be read', { body: '{"items": [' }],
    ['is that of a proxy whose server is away', { status: 503 }],
    ['is that there are too many', { status: 429 }],
  ])('is sent again if the answer %s', async (_, answer) => {
    const { sent, client } = asking(answer, { body: {} });
    await client.request({ path });
    expect(sent).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 410, 422, 500])('is not sent again after %i', async (status) => {
    const { sent, client } = asking({ status, body: { reason: 'Because' } });
    await expect(client.request({ path })).rejects.toMatchObject({ status, reason: 'Because' });
    expect(sent).toHaveLength(1);
  });

  test('is given up after four attempts', async () => {
    const { sent, client } = asking({ status: 503 });
    await expect(client.request({ path })).rejects.toMatchObject({ status: 503 });
    expect(sent).toHaveLength(4);
  });

  test('waits as long as the server asks for, but not for ever', async () => {
    const { sent, client } = asking({ status: 429, body: { details: { retryAfterSeconds: 60 } } });
    await expect(client.request({ path })).rejects.toMatchObject({ status: 429 });
    expect(sent).toHaveLength(1);
  });

  test('to nobody ends all that follow', async () => {
    const { sent, client } = asking(refused);
    const asked = client.request({ path });
    await expect(asked).rejects.toBeInstanceOf(NoAnswerError);
    await expect(asked).rejects.toMatchObject({ type: 'unreachable', message: 'connect ECONNREFUSED' });
    await expect(client.request({ path })).rejects.toBe(client.failure);
    expect(sent).toHaveLength(4);
  });

  test('that is not answered in time is given up alone, until none is answered', async () => {
    const { sent, client } = asking('never');
    await expect(client.request({ path })).rejects.toMatchObject({ type: 'unanswered' });
    expect(sent).toHaveLength(1);
    expect(client.failure).toBeUndefined();
    await Promise.allSettled(Array.from({ length: 16 }, async () => client.request({ path })));
    expect(client.failure).toMatchObject({ type: 'unreachable' });
  });

  test('that is wrong in itself is told as it is', async () => {
    const { client } = asking(new TypeError('no such path'));
    await expect(client.request({ path })).rejects.toThrow(TypeError);
  });

  test('without credentials is one of nobody that the server knows', async () => {
    const { sent, client } = asking(new Error(''));
    await expect(client.request({ path })).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('its plugin failed without a word'),
    });
    expect(sent).toHaveLength(1);
  });

  test('is given up at once after one that waited in vain, until one is answered', async () => {
    const busy = { status: 429 };
    const { sent, client } = asking(
      busy,
      { status: 429, body: { details: { retryAfterSeconds: 60 } } },
      busy,
    );
    await expect(client.request({ path })).rejects.toMatchObject({ status: 429 });
    await expect(client.request({ path })).rejects.toMatchObject({ status: 429 });
    expect(sent).toHaveLength(3);
  });

  test('shows nothing of an answer that cannot be read', async () => {
    const { client } = asking({ body: 'hunter2' });
    await expect(client.request({ path })).rejects.toThrow(
      /^the answer cannot be read: it is no whole JSON$/,
    );
  });

  test('waits until few enough are on the way', async () => {
    let [running, most] = [0, 0];
    const send = async (): Promise<ApiResponse> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return { status: 200, text: '{}', warnings: [] };
    };
    const client = new PatientClient({ send }, { concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, async () => client.request({ path })));
    expect(most).toBe(3);
  });
});

const pods = {
  group: '',
  version: 'v1',
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
  verbs: ['list'],
};
const page = (names: readonly string[], next = '') => ({
  body: { metadata: { continue: next }, items: names.map((name) => ({ metadata: { name } })) },
});

describe('a list', () => {
  test('is read page by page', async () => {
    const { sent, client } = asking(page(['a', 'b'], 'there'), page(['c']));
    const listed = await listAll(client, pods, { pageSize: 2 });
    expect(listed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Pod a',
      'Pod b',
      'Pod c',
    ]);
    expect(sent.map(({ path: each }) => each)).toEqual([
      '/api/v1/pods?limit=2',
      '/api/v1/pods?limit=2&continue=there',
    ]);
  });

  test('is begun anew when the server has forgotten where it stood', async () => {
    const { client } = asking(page(['a'], 'there'), { status: 410 }, page(['a'], 'here'), page(['b']));
    expect(await listAll(client, pods)).toHaveLength(2);
    await expect(listAll(asking(page(['a'], 'there'), { status: 410 }).client, pods)).rejects.toMatchObject({
      status: 410,
    });
  });
});

test.each([{}, null, { kind: 'Status', status: 'Success' }, { items: 'none' }])(
  'no list is %j',
  async (body) => {
    const asked = listAll(asking({ body: JSON.stringify(body) }).client, pods);
    await expect(asked).rejects.toMatchObject({
      type: 'unanswered',
      message: 'the answer is no list of pods',
    });
  },
);

test('a list may be null where nothing is in it', async () => {
  expect(await listAll(asking({ body: { kind: 'PodList', items: null } }).client, pods)).toEqual([]);
});

describe('discovery', () => {
  const groups = {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: 'apps' },
        versions: [
          {
            version: 'v1',
            freshness: 'Current',
            resources: [
              {
                resource: 'deployments',
                responseKind: { kind: 'Deployment' },
                scope: 'Namespaced',
                verbs: ['list'],
              },
            ],
          },
        ],
      },
      { metadata: { name: 'metrics.k8s.io' }, versions: [{ version: 'v1beta1', freshness: 'Stale' }] },
    ],
  };

  test('tells kinds, and APIs that nobody answers for', async () => {
    const { client } = asking({ body: { kind: 'APIGroupDiscoveryList' } }, { body: groups });
    expect(await discover(client)).toEqual({
      kinds: [
        {
          group: 'apps',
          version: 'v1',
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          plural: 'deployments',
          namespaced: true,
          verbs: ['list'],
        },
      ],
      silent: ['metrics.k8s.io/v1beta1'],
    });
  });

  test('is refused by servers that are too old', async () => {
    await expect(discover(asking({ body: { kind: 'APIGroupList' } }).client)).rejects.toThrow(/1\.30/);
    await expect(discover(asking({ body: 'null' }).client)).rejects.toThrow(/1\.30/);
  });
});

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../src/lab/cluster/certificates.ts';
import { nameOf } from '../../src/rehearse/timeline.ts';
import { Recorder } from '../../src/rehearse/watch.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { thing } from './story.ts';

const cluster = 'dev-tokyo';
const authority = await createAuthority('ca');

type Answer = (response: ServerResponse) => void;

interface Collection {
  /** To one list after the other, the last one for ever. */
  readonly lists?: readonly Answer[];
  /** To one watch after the other; those after the last one tell nothing. */
  readonly watches?: readonly Answer[];
}

const nothing: Answer = (response) => response.end();
const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code);
    response.end(JSON.stringify({ kind: 'Status', code }));
  };
const cut: Answer = (response) => {
  response.write('{"type":');
  setTimeout(() => response.destroy(), 20);
};
const list =
  (version: number, ...items: readonly object[]): Answer =>
  (response) =>
    response.end(JSON.stringify({ metadata: { resourceVersion: String(version) }, items }));
const tell =
  (...events: readonly object[]): Answer =>
  (response) =>
    response.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

function pod(name: string, version: number) {
  return thing('v1', 'Pod', name, { metadata: { resourceVersion: String(version) } });
}

function event(name: string, version: number) {
  return thing('v1', 'Event', name, { metadata: { resourceVersion: String(version) } });
}

/** Watches an API server that has pods and Events, and answers as told; `asked` are the versions that watches began at. */
async function record(collections: Readonly<Record<string, Collection>>) {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const { certificate, privateKey } = await authority.issue({ commonName: 'api', hosts: ['127.0.0.1'] });
  const server = createServer({ cert: certificate, key: privateKey }, ({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'https://127.0.0.1');
    const plural = pathname.split('/').at(-1) ?? '';
    const { lists = [list(1)], watches = [] } = collections[plural] ?? {};
    const isWatch = searchParams.has('watch');
    const key = `${plural} ${isWatch}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (!isWatch) lists[Math.min(count, lists.length - 1)]?.(response);
    else if (watches[count] !== undefined) {
      asked.push(`${plural} ${searchParams.get('resourceVersion') ?? ''}`);
      watches[count](response);
    } else setTimeout(() => nothing(response), 50);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as { port: number };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
        },
      },
    ],
    users: [{ name: cluster, user: {} }],
    contexts: [{ name: cluster, context: { cluster, user: cluster } }],
  };
  const folder = temporaryFolder({ config: JSON.stringify(config) });
  const recorder = await Recorder.start(join(folder, 'config'), [cluster]);
  onTestFinished(async () => recorder.stop());
  return { recorder, asked };
}

function happened(recorder: Recorder): string[] {
  return recorder.timeline.moments.map(({ type, object }) => `${type} ${nameOf(object)}`);
}

test.each<[string, Answer]>([
  ['too much is asked', status(429)],
  ['the server is away', status(503)],
  ['the answer is cut off', cut],
  ['the watch tells of an error', tell({ type: 'ERROR', object: { kind: 'Status', code: 500 } })],
])('a watch goes on where it was when %s', async (_, refusal) => {
  const { recorder, asked } = await record({
    pods: {
      watches: [
        tell({ type: 'ADDED', object: pod('a', 5) }),
        refusal,
        tell({ type: 'DELETED', object: pod('a', 6) }),
      ],
    },
  });
  await expect
    .poll(() => happened(recorder), { timeout: 20_000 })
    .toEqual(['ADDED Pod api/a', 'DELETED Pod api/a']);
  expect(asked).toEqual(['pods 1', 'pods 5', 'pods 5']);
});

test('what was forgotten of pods cannot be told, and says so at once', async () => {
  const { recorder } = await record({ pods: { watches: [status(410)] } });
  await expect
    .poll(() => broken(recorder), { timeout: 20_000 })
    .toContain('the watch of /api/v1/pods broke off');
  expect(() => recorder.timeline).toThrow('broke off');
});

function broken(recorder: Recorder): string {
  try {
    recorder.throwIfBroken();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('Events that were forgotten are listed anew', async () => {
  const { recorder, asked } = await record({
    events: {
      lists: [list(1, event('a', 1)), list(9, event('a', 1), event('b', 8))],
      watches: [
        tell({ type: 'ERROR', object: { kind: 'Status', code: 410 } }),
        tell({ type: 'ADDED', object: event('c', 10) }),
      ],
    },
  });
  await expect
    .poll(() => happened(recorder), { timeout: 20_000 })
    .toEqual(['ADDED Event api/b', 'ADDED Event api/c']);
  expect(asked).toEqual(['events 1', 'events 9']);
});

test('a list that is refused for a moment is asked for again, and bookmarks move a watch on', async () => {
  const { recorder, asked } = await record({
    pods: {
      lists: [status(429), list(3, pod('a', 2))],
      watches: [
        tell({ type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '7' } } }),
        nothing,
      ],
    },
  });
  await expect.poll(() => asked, { timeout: 20_000 }).toEqual(['pods 3', 'pods 7']);
  expect([...recorder.now].map(({ object }) => nameOf(object))).toEqual(['Pod api/a']);
  expect(recorder.before).toEqual([]);
  expect(happened(recorder)).toEqual([]);
});

test('scalers are watched, by whose triggers it is told whether all is settled', async () => {
  const scaler = thing('keda.sh/v1alpha1', 'ScaledObject', 'api', { metadata: { resourceVersion: '1' } });
  const { recorder } = await record({ scaledobjects: { lists: [list(1, scaler)] } });
  expect([...recorder.now].map(({ object }) => nameOf(object))).toEqual(['ScaledObject.keda.sh api/api']);
});

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Agents } from '../../src/cluster/agents.ts';
import { ApiError } from '../../src/cluster/api-error.ts';
import { ClusterClient } from '../../src/cluster/client.ts';
import { type ClusterAddress, connect, hasContext, warningTexts } from '../../src/cluster/connection.ts';
import { createAuthority } from '../../src/lab/cluster/certificates.ts';
import { InputError } from '../../src/report/errors.ts';
import type { Finding } from '../../src/report/finding.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { thrownBy } from '../support/thrown.ts';

const authority = await createAuthority('ca');
/** So many requests have a connection each. */
const atOnce = 16;

const stranger = await createAuthority('another ca');

function kubeconfig(server: string, ca: string = authority.certificate, more: object = {}): string {
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'shop',
        cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64'), ...more },
      },
    ],
    users: [{ name: 'shop', user: {} }],
    contexts: [{ name: 'production', context: { cluster: 'shop', user: 'shop' } }],
    'current-context': 'production',
  };
  return join(temporaryFolder({ config: JSON.stringify(document) }), 'config');
}

/** Why no connection is made. */
function refusal(address: ClusterAddress): Finding | undefined {
  const thrown = thrownBy(() => connect(address));
  return thrown instanceof InputError ? thrown.findings[0] : undefined;
}

/** An API server that answers as told. */
async function apiServer(
  answer: (request: IncomingMessage & { body: string }, response: ServerResponse) => void,
): Promise<string> {
  const { certificate, privateKey } = await authority.issue({ commonName: 'api', hosts: ['127.0.0.1'] });
  const server: Server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => answer(Object.assign(request, { body }), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `https://127.0.0.1:${(server.address() as { port: number }).port}`;
}

const resources = {
  resources: [
    { name: 'widgets', kind: 'Widget', namespaced: true },
    { name: 'widgets/status', kind: 'Widget', namespaced: true },
    { name: 'shops', kind: 'Shop', namespaced: false },
  ],
};

function openClient(server: string): ClusterClient {
  const client = ClusterClient.open({ kubeconfig: kubeconfig(server), context: 'production' });
  onTestFinished(() => client.close());
  return client;
}

const apiVersion = 'example.com/v1';
const widget = {
  apiVersion,
  kind: 'Widget',
  metadata: { name: 'a b', namespace: 'shop' },
  spec: { unknownToClients: 1 },
};

test('an object is applied as it is, by name, and warnings come back', async () => {
  const asked: string[] = [];
  const server = await apiServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/apis/example.com/v1') {
      response.end(JSON.stringify(resources));
      return;
    }
    asked.push(request.headers['content-type'] ?? '');
    response.setHeader('Warning', ['299 - "Widget v1 is \\"old\\""', '299 - "and odd"']);
    response.end(request.body);
  });
  const applied = await openClient(server).apply(widget, { fieldManager: 'me', dryRun: true });
  expect(applied).toEqual({ object: widget, warnings: ['Widget v1 is "old"', 'and odd'] });
  expect(asked).toEqual([
    'GET /apis/example.com/v1',
    'PATCH /apis/example.com/v1/namespaces/shop/widgets/a%20b?fieldManager=me&force=true&fieldValidation=Strict&dryRun=All',
    'application/apply-patch+yaml',
  ]);
});

test('what is not there is undefined or false; a refusal is an error with the words of the server', async () => {
  const server = await apiServer((request, response) => {
    if (request.url === '/apis/example.com/v1') {
      response.end(JSON.stringify(resources));
      return;
    }
    const isShop = request.url?.includes('/shops/') === true;
    response.statusCode = isShop ? 403 : 404;
    response.end(
      JSON.stringify({ kind: 'Status', message: isShop ? 'you may not' : 'none', reason: 'Reason' }),
    );
  });
  const client = openClient(server);
  const reference = { apiVersion, kind: 'Widget', name: 'a', namespace: 'shop' };
  expect(await client.get(reference)).toBeUndefined();
  expect(await client.delete(reference)).toBe(false);
  const refusal = client.get({ apiVersion, kind: 'Shop', name: 'a' });
  await expect(refusal).rejects.toThrow(ApiError);
  await expect(refusal).rejects.toMatchObject({ status: 403, reason: 'Reason' });
  await expect(refusal).rejects.toThrow('GET /apis/example.com/v1/shops/a: you may not (403)');
});

test('a kind that is installed later is found later', async () => {
  let installed = false;
  const server = await apiServer((request, response) => {
    if (request.url === '/apis/example.com/v1')
      response.end(JSON.stringify(installed ? resources : { resources: [] }));
    else response.end(JSON.stringify({ items: [{ metadata: { name: 'a' } }] }));
  });
  const client = openClient(server);
  await expect(client.list(apiVersion, 'Shop')).rejects.toThrow('the server has no Shop of example.com/v1');
  installed = true;
  expect(await client.list(apiVersion, 'Shop')).toEqual([
    { apiVersion, kind: 'Shop', metadata: { name: 'a' } },
  ]);
});

test('a kind is found once the server is back', async () => {
  let isBack = false;
  const server = await apiServer((request, response) => {
    response.statusCode = isBack ? 200 : 503;
    response.end(JSON.stringify(request.url === '/apis/example.com/v1' ? resources : { items: [] }));
  });
  const client = openClient(server);
  await expect(client.list(apiVersion, 'Shop')).rejects.toThrow('503');
  isBack = true;
  expect(await client.list(apiVersion, 'Shop')).toEqual([]);
});

test('the path of a server behind a proxy is kept', async () => {
  const server = await apiServer((request, response) => response.end(JSON.stringify({ path: request.url })));
  const client = openClient(`${server}/clusters/a/`);
  expect((await client.request({ path: '/version?timeout=1s' })).json).toEqual({
    path: '/clusters/a/version?timeout=1s',
  });
});

test('a kubeconfig that skips the verification of the server is refused', async () => {
  const file = kubeconfig('https://127.0.0.1:1', authority.certificate, { 'insecure-skip-tls-verify': true });
  expect(() => connect({ kubeconfig: file })).toThrow(/skips the verification of https:\/\/127\.0\.0\.1:1/);
});

test('contexts are known by their names', () => {
  const file = kubeconfig('https://127.0.0.1:1');
  expect(hasContext({ kubeconfig: file, context: 'production' })).toBe(true);
  expect(hasContext({ kubeconfig: file, context: 'staging' })).toBe(false);
});

test('an error that is no JSON is quoted', async () => {
  const server = await apiServer((_, response) => {
    response.statusCode = 502;
    response.end('<html>bad gateway</html>');
  });
  await expect(openClient(server).request({ path: '/version' })).rejects.toThrow(
    'GET /version: <html>bad gateway</html> (502)',
  );
});

test('a server that the kubeconfig does not vouch for is not talked to', async () => {
  const server = await apiServer((_, response) => response.end('{}'));
  const connection = connect({ kubeconfig: kubeconfig(server, stranger.certificate) });
  onTestFinished(() => connection.close());
  await expect(connection.send({ path: '/version' })).rejects.toThrow(/certificate/);
});

test('whoever gets another certificate is never taken for who he was', async () => {
  const names: string[] = [];
  const { certificate, privateKey } = await authority.issue({ commonName: 'api', hosts: ['127.0.0.1'] });
  const tls = { cert: certificate, key: privateKey, ca: authority.certificate, requestCert: true };
  const server = createServer(tls, ({ socket }, response) => {
    names.push(String((socket as TLSSocket).getPeerCertificate().subject.CN));
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const first = await authority.issue({ commonName: 'first' });
  const second = await authority.issue({ commonName: 'second' });
  const agents = new Agents();
  onTestFinished(() => agents.close());
  const port = (server.address() as AddressInfo).port;
  for (const { certificate: cert, privateKey: key } of [first, first, second, first]) {
    const options = agents.withAgent({ port, ca: authority.certificate, cert, key });
    await once(request({ ...options, host: '127.0.0.1' }, (answer) => answer.resume()).end(), 'close');
  }
  expect(names).toEqual(['first', 'first', 'second', 'first']);
});

test('what waits for an answer ends with the signal, and nothing begins after it', async () => {
  let asked = 0;
  const all = Promise.withResolvers<void>();
  const server = await apiServer((request, response) => {
    // Some answers have begun, others not; what waits for a connection is not asked at all.
    if (request.url === '/begun') response.write('{');
    asked += 1;
    if (asked === atOnce) all.resolve();
  });
  const stop = new AbortController();
  const connection = connect({ kubeconfig: kubeconfig(server) }, stop.signal);
  onTestFinished(() => connection.close());
  const paths = Array.from({ length: 2 * atOnce }, (_, index) => (index % 2 === 0 ? '/begun' : '/silent'));
  const answers = paths.map(async (path) => connection.send({ path }));
  const outcomes = Promise.allSettled(answers);
  await all.promise;
  const reason = new Error('interrupted');
  stop.abort(reason);
  expect(await outcomes).toEqual(paths.map(() => ({ status: 'rejected', reason })));
  await expect(connection.send({ path: '/begun' })).rejects.toBe(reason);
  expect(asked).toBe(atOnce);
});

test('a context that is not there is told with those that are', () => {
  const file = kubeconfig('https://127.0.0.1:1');
  expect(refusal({ kubeconfig: file, context: 'prodction' })).toMatchObject({
    message: 'the kubeconfig has no context prodction; it has production',
    next: 'did you mean production?',
  });
});

test('a kubeconfig that cannot be read is told, with what chooses another', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const missing = join(temporaryFolder(), 'none');
  expect(refusal({ kubeconfig: missing })).toMatchObject({
    message: expect.stringMatching(/^the kubeconfig cannot be read: ENOENT/),
    next: 'give the path of one that can',
  });
  vi.stubEnv('KUBECONFIG', join(temporaryFolder({ config: 'clusters: [' }), 'config'));
  expect(refusal({})).toMatchObject({
    message: expect.stringMatching(/^the kubeconfig cannot be read: /),
    next: 'set KUBECONFIG to the path of one that can',
  });
});

test('of a list in KUBECONFIG files that are not there are left out, and the first counts of what two define', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const missing = join(temporaryFolder(), 'none');
  const files = [missing, kubeconfig('https://127.0.0.1:1'), kubeconfig('https://127.0.0.1:2')];
  vi.stubEnv('KUBECONFIG', files.join(delimiter));
  expect(connect({})).toMatchObject({ context: 'production', server: 'https://127.0.0.1:1' });
});

test.each([
  ['a list of files that are not there', 'gone:away', 'there is no kubeconfig: gone, away'],
  ['an empty list', delimiter, 'there is no kubeconfig: /nowhere/.kube/config'],
  ['no list', undefined, 'there is no kubeconfig: /nowhere/.kube/config'],
])('without a kubeconfig, by %s, no cluster is made up', (_, list, message) => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('KUBECONFIG', list);
  vi.stubEnv('HOME', '/nowhere');
  // Not every command that needs one has an option for it.
  expect(refusal({})).toMatchObject({ message, next: 'set KUBECONFIG to the path of one' });
});

test('a kubeconfig without a current context is told', () => {
  const file = join(
    temporaryFolder({ config: '{"apiVersion":"v1","kind":"Config","clusters":[],"users":[],"contexts":[]}' }),
    'config',
  );
  expect(() => connect({ kubeconfig: file })).toThrow('the kubeconfig has no current context');
});

test('a context of a cluster that the kubeconfig does not have is told', () => {
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    contexts: [{ name: 'production', context: { cluster: 'shop', user: 'shop' } }],
    users: [{ name: 'shop', user: {} }],
    clusters: [],
  };
  const config = join(temporaryFolder({ config: JSON.stringify(document) }), 'config');
  expect(refusal({ kubeconfig: config, context: 'production' })).toMatchObject({
    message: 'the context production is of the cluster shop, which the kubeconfig does not have',
    next: 'add the cluster, or name another context with --context',
  });
});

test.each([
  [['299 - "one"'], ['one']],
  [['299 - "one", 299 - "two, three"'], ['one', 'two, three']],
  [['299 agent "with \\"quotes\\""'], ['with "quotes"']],
  [['110 - "stale"'], []],
])('%j warns of %j', (headers, expected) => {
  expect(warningTexts(headers)).toEqual(expected);
});

test("the server's authority is known, whether the kubeconfig holds it or names its file", () => {
  expect(connect({ kubeconfig: kubeconfig('https://127.0.0.1:1') }).certificateAuthority).toBe(
    authority.certificate,
  );
  const withFile = (cluster: Readonly<Record<string, string>>): string => {
    const document = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'shop', cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
      users: [{ name: 'shop', user: {} }],
      contexts: [{ name: 'production', context: { cluster: 'shop', user: 'shop' } }],
      'current-context': 'production',
    };
    return join(
      temporaryFolder({ config: JSON.stringify(document), 'ca.crt': authority.certificate }),
      'config',
    );
  };
  const named = connect({ kubeconfig: withFile({ 'certificate-authority': 'ca.crt' }) });
  expect(named.certificateAuthority).toBe(authority.certificate);
  expect(connect({ kubeconfig: withFile({}) }).certificateAuthority).toBeUndefined();
  expect(() => connect({ kubeconfig: withFile({ 'certificate-authority': 'other.crt' }) })).toThrow(
    /certificate authority that the kubeconfig names cannot be read/,
  );
});

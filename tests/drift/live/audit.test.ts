import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attributed, readAuditLog, resourceKey } from '../../../src/drift/live/audit.ts';
import type { ObjectDrift } from '../../../src/drift/run.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const key = 'deployments.apps shop/web';

/** One line of a log, as Kubernetes 1.34 writes it (audit.k8s.io/v1). */
function event(uri: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    stage: 'ResponseComplete',
    requestURI: `/apis/apps/v1/namespaces/shop/deployments/web${uri}`,
    verb: 'patch',
    user: { username: 'jo@example.com', groups: ['system:authenticated'] },
    userAgent: 'kubectl/v1.34.1 (linux/amd64)',
    objectRef: {
      resource: 'deployments',
      namespace: 'shop',
      name: 'web',
      apiGroup: 'apps',
      apiVersion: 'v1',
    },
    responseStatus: { code: 200 },
    stageTimestamp: '2026-01-02T03:04:05.600000Z',
    ...more,
  });
}

async function writesIn(...lines: readonly string[]) {
  const folder = temporaryFolder({ 'audit.log': `${lines.join('\n')}\n` });
  const { writes, unreadableLines } = await readAuditLog(join(folder, 'audit.log'), new Set([key]));
  return { writes: writes.get(key) ?? [], unreadableLines };
}

const drifted: ObjectDrift = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  result: 'drifted',
  application: 'shop',
  fields: [
    {
      kind: 'changed',
      where: 'spec.replicas',
      path: 'spec.replicas',
      basePath: 'spec.replicas',
      cause: 'person',
      owners: [{ manager: 'kubectl-edit', operation: 'Update', time: '2026-01-02T03:04:05Z' }],
    },
  ],
};

test('names objects by their resource', () => {
  expect(resourceKey('deployments', drifted)).toBe(key);
});

test('tells the user whose request wrote a field', async () => {
  const { writes } = await writesIn(
    event('?fieldManager=kubectl-edit', {
      stageTimestamp: '2026-01-01T00:00:00Z',
      user: { username: 'early' },
    }),
    event('?fieldManager=kubectl-edit'),
    event('?fieldManager=argocd-controller', { user: { username: 'argocd' } }),
  );
  const { fields, requests } = attributed(drifted, writes);
  expect(fields[0]?.owners).toMatchObject([{ manager: 'kubectl-edit', user: 'jo@example.com' }]);
  expect(requests?.map(({ user, verb }) => `${user} ${verb}`)).toEqual([
    'early patch',
    'jo@example.com patch',
  ]);
});

test('takes the beginning of the user agent where a request names no manager', async () => {
  const { writes } = await writesIn(event('/scale', { objectRef: { ...reference, subresource: 'scale' } }));
  expect(writes).toMatchObject([{ manager: 'kubectl', subresource: 'scale' }]);
});

const reference = { resource: 'deployments', namespace: 'shop', name: 'web', apiGroup: 'apps' };

test('says who acted as whom', async () => {
  const { writes } = await writesIn(event('', { impersonatedUser: { username: 'admin' } }));
  expect(writes).toMatchObject([{ user: 'jo@example.com as admin' }]);
});

test.each<[string, string]>([
  ['reads', event('', { verb: 'get' })],
  ['dry runs', event('?dryRun=All')],
  ['what was refused', event('', { responseStatus: { code: 403 } })],
  ['the beginnings of requests', event('', { stage: 'RequestReceived' })],
  ['reports of controllers', event('/status', { objectRef: { ...reference, subresource: 'status' } })],
  ['other objects', event('', { objectRef: { ...reference, name: 'other' } })],
])('leaves out %s', async (_, line) => {
  expect(await writesIn(line)).toEqual({ writes: [], unreadableLines: 0 });
});

test('counts lines that it cannot read, as the last of a log that is being written', async () => {
  expect(await writesIn(event(''), '{"kind":"Ev', '', '{"kind":"Pod"}')).toMatchObject({
    writes: [{}],
    unreadableLines: 2,
  });
});

test('leaves an object alone that nobody else wrote', () => {
  expect(attributed(drifted, [])).toBe(drifted);
});

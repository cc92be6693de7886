import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attributed, isNoAuditLog, readAuditLog, resourceKey } from '../../../src/drift/live/audit.ts';
import type { FieldOwner, ObjectDrift } from '../../../src/drift/run.ts';
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

test('takes the last who scaled, as what is scaled has no time', async () => {
  const scale = (username: string, time: string) =>
    event('/scale?fieldManager=kubectl', {
      objectRef: { ...reference, subresource: 'scale' },
      user: { username },
      stageTimestamp: time,
    });
  const { writes } = await writesIn(
    scale('carol', '2026-01-03T00:00:00Z'),
    scale('early', '2026-01-01T00:00:00Z'),
    event('?fieldManager=kubectl', { stageTimestamp: '2026-01-04T00:00:00Z' }),
  );
  const owner = { manager: 'kubectl', operation: 'Update', subresource: 'scale' };
  const told = attributed(withOwner(owner), writes);
  expect(told.fields[0]?.owners).toEqual([{ ...owner, user: 'carol' }]);
});

test('tells who calls himself Argo CD, whose own writes are not listed', async () => {
  const { writes } = await writesIn(
    event('?fieldManager=argocd-controller', { user: { username: 'mallory' } }),
  );
  const owner = { manager: 'argocd-controller', operation: 'Update', time: '2026-01-02T03:04:05Z' };
  const { fields, requests } = attributed(withOwner(owner), writes);
  expect(fields[0]?.owners).toMatchObject([{ user: 'mallory' }]);
  expect(requests).toBeUndefined();
});

const withOwner = (owner: FieldOwner): ObjectDrift => ({
  ...drifted,
  fields: drifted.fields.map((field) => ({ ...field, owners: [owner] })),
});

test('keeps what deleted all of a namespace under no name', async () => {
  const { name: _, ...all } = reference;
  const lines = [
    event('', { verb: 'deletecollection', objectRef: all }),
    event('', { verb: 'create', objectRef: all }),
  ];
  const folder = temporaryFolder({ 'audit.log': lines.join('\n') });
  const ofAll = resourceKey('deployments', { ...drifted, name: '' });
  const { writes } = await readAuditLog(join(folder, 'audit.log'), new Set([key, ofAll]));
  expect([...writes].map(([each, [first]]) => [each, first?.verb])).toEqual([[ofAll, 'deletecollection']]);
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

test('takes an event without a time that can be read for none', async () => {
  const lines = ['garbage', '5', 'Jan 2 2026'].map((stageTimestamp) => event('', { stageTimestamp }));
  expect(await writesIn(...lines)).toEqual({ writes: [], unreadableLines: 3 });
});

test('knows a file that is no log by its having no event', async () => {
  const isNone = async (text: string): Promise<boolean> =>
    isNoAuditLog(join(temporaryFolder({ 'audit.log': text }), 'audit.log'));
  expect(await isNone(JSON.stringify({ kind: 'EventList', items: [JSON.parse(event(''))] }))).toBe(true);
  expect(await isNone(JSON.stringify(JSON.parse(event('')), undefined, 2))).toBe(true);
  expect(await isNone(`cut short\n${event('')}\n`)).toBe(false);
  // One that has just been begun.
  expect(await isNone('\n')).toBe(false);
});

test('leaves an object alone that nobody else wrote', () => {
  expect(attributed(drifted, [])).toBe(drifted);
});

/**
 * Velero with the Schedules and locations of dist: an app's namespace is backed up, destroyed and restored, in its own
 * cluster and in that of another region, from the bucket that the two share. Volumes have no content in the lab, and no
 * driver that could make snapshots, so this proves objects, not data.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObjectReference } from '../../../src/cluster/client.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../../../src/manifest/object.ts';
import { recordKinds } from '../../support/kinds.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { type LabRegion, openRegion } from '../../support/region.ts';
import { until } from '../../support/until.ts';

const proof = 'backup';
const apps = ['incident-sage', 'knowledge-sage'];
const namespace = 'velero';
const apiVersion = 'velero.io/v1';

const lab = createTestLab();
let home: LabRegion;
let elsewhere: LabRegion;
/** Everything of the apps but what tells Velero to back them up. */
let objects: readonly KubernetesObject[];
let schedules: readonly KubernetesObject[];
/** Names of the backups, by the Schedule that made them. */
const backups = new Map<string, string>();

beforeAll(async () => {
  const targets = ['production/ap-northeast-1', 'production/ap-northeast-3'] as const;
  const running = await lab.up(targets, ['kinds', 'velero']);
  home = openRegion(running, targets[0]);
  elsewhere = openRegion(running, targets[1]);
  const all = apps.flatMap((app) => home.objectsOf(app));
  objects = all.filter(({ kind }) => kind !== 'Schedule');
  schedules = all.filter(({ kind }) => kind === 'Schedule');
  await Promise.all(
    [home, elsewhere].flatMap((region) => [region.deploy('cluster-basics'), region.deploy('velero')]),
  );
});

afterAll(async () => lab.dispose());

interface Outcome {
  readonly phase?: string;
  readonly errors?: number;
  readonly warnings?: number;
}

/** Waits for the end of a backup or a restore, and returns its status. */
async function outcome({ client }: LabRegion, kind: 'Backup' | 'Restore', name: string): Promise<Outcome> {
  let status: Outcome = {};
  return until(
    `the ${kind} ${name} ends`,
    async () => {
      status = (await client.get({ apiVersion, kind, name, namespace }))?.['status'] ?? {};
      const ended = ['Completed', 'PartiallyFailed', 'Failed', 'FailedValidation'].includes(
        status.phase ?? '',
      );
      return ended ? status : undefined;
    },
    { seconds: 180, state: () => JSON.stringify(status) },
  );
}

/** Restores an app, and returns when its pods are ready. */
async function restore(region: LabRegion, app: string, backupName: string): Promise<void> {
  const name = `of-${backupName}`;
  await region.apply({ apiVersion, kind: 'Restore', metadata: { name, namespace }, spec: { backupName } });
  expect(await outcome(region, 'Restore', name)).toMatchObject({ phase: 'Completed' });
  await untilReady(region, app);
}

function referenceTo({ apiVersion, kind, metadata }: KubernetesObject): ObjectReference {
  return { apiVersion, kind, name: metadata.name ?? '', namespace: metadata.namespace };
}

/** What Argo CD would change to make the objects equal to git, predicted by the API server. */
async function differencesFromGit(
  region: LabRegion,
  objects: readonly KubernetesObject[],
): Promise<string[]> {
  const differences = objects.map(async (object) => {
    const live = await region.client.get(referenceTo(object));
    if (!live) return [`${formatIdentity(identityOf(object))} is missing`];
    const { object: synced } = await region.client.apply(object, {
      fieldManager: 'argocd-controller',
      dryRun: true,
    });
    return isDeepStrictEqual(content(live), content(synced))
      ? []
      : [`${formatIdentity(identityOf(object))} differs`];
  });
  return (await Promise.all(differences)).flat();
}

/** An object without what the server and its controllers keep about it. */
function content({ metadata, status: _status, ...rest }: KubernetesObject): object {
  const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...others } = metadata;
  return { ...rest, metadata: others };
}

async function untilReady({ client }: LabRegion, app: string): Promise<void> {
  // Those of knowledge-sage declare 90 seconds to become ready.
  await until(
    `the StatefulSet ${app} is ready`,
    async () => {
      const found = await client.get({
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name: app,
        namespace: app,
      });
      const { readyReplicas = 0 } = (found?.['status'] ?? {}) as { readyReplicas?: number };
      return readyReplicas > 0 ? true : undefined;
    },
    { seconds: 240 },
  );
}

/** Removes a namespace with all that is in it, and returns once it is gone. */
async function destroy(name: string): Promise<void> {
  const { client } = home;
  const reference = { apiVersion: 'v1', kind: 'Namespace', name };
  await client.delete(reference);
  await until(`the namespace ${name} is gone`, async () =>
    (await client.get(reference)) ? undefined : true,
  );
}

test('each of their Schedules backs them up', async () => {
  await Promise.all(apps.map(deploy));
  expect(await differencesFromGit(home, objects)).toEqual([]);
  // What is restored is admitted as anything else.
  await Promise.all([home, elsewhere].map(async (region) => region.deploy('policies')));
  const step = `Schedules that are due have backed up ${apps.join(' and ')}, each to two places`;
  await measure({ proof, step }, async () => {
    await Promise.all(schedules.map(applyDue));
    for (const { metadata } of schedules) {
      const name = await backupOf(metadata.name ?? '');
      expect(await outcome(home, 'Backup', name)).toMatchObject({ phase: 'Completed' });
      backups.set(metadata.name ?? '', name);
    }
  });
  expect(backups.size).toBe(2 * apps.length);
  recordKinds('reconciled', [...schedules, { apiVersion, kind: 'BackupStorageLocation' }]);
});

test('destroyed, they are restored equal to git', async () => {
  await measure({ proof, step: 'their namespaces are destroyed' }, async () => eachApp(destroy));
  await measure({ proof, step: 'restored in their own cluster, with pods ready' }, async () =>
    eachApp(async (app) => restore(home, app, backups.get(`${app}-own`) ?? '')),
  );
  expect(await differencesFromGit(home, objects)).toEqual([]);
  recordKinds('restored', objects);
});

test("they are restored equal to git in another region's cluster", async () => {
  const names = new Map(apps.map((app) => [app, backups.get(`${app}-ap-northeast-3`) ?? '']));
  await measure({ proof, step: 'the other region sees their backups' }, async () =>
    eachApp(async (app) => {
      const backup = { apiVersion, kind: 'Backup', name: names.get(app) ?? '', namespace };
      await until(`the backup of ${app} is seen`, async () => elsewhere.client.get(backup), { seconds: 180 });
    }),
  );
  await measure({ proof, step: 'restored in the other region, with pods ready' }, async () =>
    eachApp(async (app) => restore(elsewhere, app, names.get(app) ?? '')),
  );
  expect(await differencesFromGit(elsewhere, objects)).toEqual([]);
});

async function eachApp(work: (app: string) => Promise<void>): Promise<void> {
  await Promise.all(apps.map(work));
}

async function deploy(app: string): Promise<void> {
  const own = objects.filter(({ metadata }) => (metadata.namespace ?? metadata.name) === app);
  for (const object of own.filter(({ kind }) => kind === 'Namespace')) await home.apply(object);
  await Promise.all(own.map(async (object) => home.apply(object)));
  await untilReady(home, app);
}

/** A Schedule whose last backup is long ago is due at once, instead of at the minute that its clock says. */
async function applyDue(schedule: KubernetesObject): Promise<void> {
  await home.apply({ ...schedule, status: { lastBackup: '2026-01-01T00:00:00Z' } });
}

async function backupOf(schedule: string): Promise<string> {
  return until(`${schedule} makes a backup`, async () => {
    const made = await home.client.list(apiVersion, 'Backup', namespace);
    return made.find(({ metadata }) => metadata.labels?.['velero.io/schedule-name'] === schedule)?.metadata
      .name;
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadAll } from 'js-yaml';
import { hasCondition } from '../../cluster/conditions.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { type ControlPlane, fieldManager } from '../cluster/control-plane.ts';
import { track } from '../progress.ts';
import type { LabSession } from '../session.ts';

/** All objects of a folder's YAML files. */
export function readFolder(folder: string): KubernetesObject[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as (KubernetesObject | null)[])
    .filter((object) => object !== null);
}

export async function applyAll(
  client: ControlPlane['client'],
  objects: readonly KubernetesObject[],
): Promise<void> {
  await Promise.all(objects.map(async (object) => client.apply(object, { fieldManager })));
}

/** Applies a folder of CustomResourceDefinitions and returns when their kinds are served. */
export async function installKinds(
  session: LabSession,
  plane: ControlPlane,
  name: string,
  folder: string,
): Promise<void> {
  await track(session.progress, plane.cluster.id, `${name} kinds established`, async () => {
    const definitions = readFolder(folder);
    await Promise.all(definitions.map(async (definition) => createOrApply(plane, definition)));
    await Promise.all(
      definitions.map(async (definition) => waitUntilEstablished(plane, definition, session.signal)),
    );
    plane.client.rediscover();
  });
}

/** Creating is several times cheaper than applying what is as large as these. */
async function createOrApply({ client }: ControlPlane, object: KubernetesObject): Promise<void> {
  if (!(await client.create(object, { fieldManager }))) await client.apply(object, { fieldManager });
}

export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

async function waitUntilEstablished(
  { client }: ControlPlane,
  { apiVersion, kind, metadata }: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const found = await client.get({ apiVersion, kind, name: metadata.name ?? '' });
    if (found && hasCondition(found, 'Established')) return;
    await sleep(100, undefined, { signal });
  }
}

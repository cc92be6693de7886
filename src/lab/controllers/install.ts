import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { isCustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { type ControlPlane, fieldManager } from '../cluster/control-plane.ts';
import { installDefinitions } from '../kinds/install.ts';
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

/** Installs a folder of CustomResourceDefinitions: those that a controller brings. */
export async function installKinds(
  session: LabSession,
  plane: ControlPlane,
  name: string,
  folder: string,
): Promise<void> {
  await installDefinitions(session, plane, name, readFolder(folder).filter(isCustomResourceDefinition));
}

export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

import type { KubernetesObject } from '../../manifest/object.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import { fieldManager } from '../cluster/field-manager.ts';

export async function applyAll(
  client: ControlPlane['client'],
  objects: readonly KubernetesObject[],
): Promise<void> {
  await Promise.all(objects.map(async (object) => client.apply(object, { fieldManager })));
}

export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';

/** Objects by their kind: `networking.k8s.io/Ingress`. */
export type ObjectsByType = ReadonlyMap<string, readonly KubernetesObject[]>;

export function byType(objects: readonly KubernetesObject[]): ObjectsByType {
  return Map.groupBy(objects, ({ apiVersion, kind }) => typeOf(groupOf(apiVersion), kind));
}

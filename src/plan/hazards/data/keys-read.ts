import { podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import { selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import type { ObjectsByType } from '../../by-type.ts';

/** Where pods name keys of other objects: the maps that hold the name, its field there, and where the keys are. */
type Reference = readonly [at: string, name: string, keys: string];

const references: Readonly<Record<'ConfigMap' | 'Secret', readonly Reference[]>> = {
  ConfigMap: [
    ['env[].valueFrom.configMapKeyRef', 'name', 'key'],
    ['volumes[].configMap', 'name', 'items[].key'],
    ['volumes[].projected.sources[].configMap', 'name', 'items[].key'],
  ],
  Secret: [
    ['env[].valueFrom.secretKeyRef', 'name', 'key'],
    ['volumes[].secret', 'secretName', 'items[].key'],
    ['volumes[].projected.sources[].secret', 'name', 'items[].key'],
  ],
};

/**
 * Keys that pods read by their names. All objects of a change ask the same.
 *
 * @param objects by their kind
 * @returns by `Secret shop/database password`, which is kind, namespace and name of what they read, and the key: whether
 * there are pods that do not start without
 */
export const keysRead = rememberingEach((objects: ObjectsByType): ReadonlyMap<string, boolean> => {
  const read = new Map<string, boolean>();
  for (const [type, ofType] of objects)
    for (const { key, isNeeded } of ofType.flatMap((object) => keysOf(type, object)))
      read.set(key, isNeeded || read.get(key) === true);
  return read;
});

function keysOf(type: string, object: KubernetesObject): { key: string; isNeeded: boolean }[] {
  const pods = podsOf(type, object);
  const readers = pods === undefined ? [] : [pods.spec, ...pods.containers.map(({ value }) => value)];
  return Object.entries(references).flatMap(([kind, places]) =>
    places.flatMap(([at, name, keys]) =>
      readers
        .flatMap((reader) => selectMaps(reader, at))
        .flatMap(({ value }) =>
          selectTexts(value, keys).map((key) => ({
            key: `${kind} ${object.metadata.namespace}/${textOf(value, name)} ${key.value}`,
            isNeeded: value['optional'] !== true,
          })),
        ),
    ),
  );
}

import { podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';

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

type Objects = ReadonlyMap<string, readonly KubernetesObject[]>;

/** All objects of a change ask the same. */
const known = new WeakMap<Objects, ReadonlySet<string>>();

/**
 * Keys without which pods do not start.
 *
 * @param objects by their kind
 * @returns `Secret shop/database password`: kind, namespace and name of what they read, and the key
 */
export function keysRead(objects: Objects): ReadonlySet<string> {
  const read =
    known.get(objects) ??
    new Set([...objects].flatMap(([type, ofType]) => ofType.flatMap((object) => keysOf(type, object))));
  known.set(objects, read);
  return read;
}

function keysOf(type: string, object: KubernetesObject): string[] {
  const pods = podsOf(type, object);
  const readers = pods === undefined ? [] : [pods.spec, ...pods.containers.map(({ value }) => value)];
  return Object.entries(references).flatMap(([kind, places]) =>
    places.flatMap(([at, name, keys]) =>
      readers
        .flatMap((reader) => selectMaps(reader, at))
        .filter(({ value }) => value['optional'] !== true)
        .flatMap(({ value }) =>
          selectTexts(value, keys).map(
            (key) => `${kind} ${object.metadata.namespace}/${textOf(value, name)} ${key.value}`,
          ),
        ),
    ),
  );
}

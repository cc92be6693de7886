import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import { fieldsOf, selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
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

/** What pods need a key for, the least first. */
const needs = ['nothing', 'their file', 'their start'] as const;
export type Need = (typeof needs)[number];

/**
 * Keys that pods read by their names. All objects of a change ask the same.
 *
 * @param objects by their kind
 * @returns by `Secret shop/database password`, which is kind, namespace and name of what they read, and the key: what
 * the pods that need it most need it for
 */
export const keysRead = rememberingEach((objects: ObjectsByType): ReadonlyMap<string, Need> => {
  const read = new Map<string, Need>();
  for (const [type, ofType] of objects)
    for (const { key, need } of ofType.flatMap((object) => keysOf(type, object)))
      if (needs.indexOf(need) >= needs.indexOf(read.get(key) ?? 'nothing')) read.set(key, need);
  return read;
});

interface KeyRead {
  readonly key: string;
  readonly need: Need;
}

function keysOf(type: string, object: KubernetesObject): KeyRead[] {
  const pods = podsOf(type, object);
  return pods === undefined ? [] : [...keysNamed(pods, object), ...keysMounted(pods, object)];
}

/** Containers that see one file of a volume alone: without that, they find a folder in its place. */
function keysMounted({ spec, containers }: Pods, { metadata }: KubernetesObject): KeyRead[] {
  const mounted = containers.flatMap(({ value }) => selectMaps(value, 'volumeMounts[]'));
  return selectMaps(spec, 'volumes[]').flatMap(({ value }) => {
    const files = mounted
      .filter((mount) => mount.value['name'] === value['name'])
      .flatMap((mount) => textOf(mount.value, 'subPath') ?? []);
    return Object.entries({
      ConfigMap: ['configMap', 'name'],
      Secret: ['secret', 'secretName'],
    } as const).flatMap(([kind, [field, name]]) => {
      const { [name]: source, items, optional } = fieldsOf(value, field);
      if (source === undefined || items !== undefined || optional === true) return [];
      return files.map((file) => ({
        key: `${kind} ${metadata.namespace}/${shown(source)} ${file}`,
        need: 'their file',
      }));
    });
  });
}

function keysNamed(pods: Pods, object: KubernetesObject): KeyRead[] {
  const readers = [pods.spec, ...pods.containers.map(({ value }) => value)];
  return Object.entries(references).flatMap(([kind, places]) =>
    places.flatMap(([at, name, keys]) =>
      readers
        .flatMap((reader) => selectMaps(reader, at))
        .flatMap(({ value }) =>
          selectTexts(value, keys).map((key) => ({
            key: `${kind} ${object.metadata.namespace}/${textOf(value, name)} ${key.value}`,
            need: value['optional'] === true ? 'nothing' : 'their start',
          })),
        ),
    ),
  );
}

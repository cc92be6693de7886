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

/** The keys of one object without which pods of its namespace do not start. */
export function keysRead(
  objects: ReadonlyMap<string, readonly KubernetesObject[]>,
  kind: keyof typeof references,
  { namespace, name }: KubernetesObject['metadata'],
): ReadonlySet<string> {
  const pods = [...objects].flatMap(([type, ofType]) =>
    ofType
      .filter(({ metadata }) => metadata.namespace === namespace)
      .flatMap((object) => podsOf(type, object) ?? []),
  );
  const readers = pods.flatMap(({ spec, containers }) => [spec, ...containers.map(({ value }) => value)]);
  return new Set(
    references[kind].flatMap(([at, nameField, keys]) =>
      readers
        .flatMap((reader) => selectMaps(reader, at))
        .filter(({ value }) => textOf(value, nameField) === name && value['optional'] !== true)
        .flatMap(({ value }) => selectTexts(value, keys).map((key) => key.value)),
    ),
  );
}

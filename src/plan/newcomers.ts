import type { ObjectChange } from '../diff/change.ts';
import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';
import { shown } from '../manifest/shown.ts';
import { byType, type ObjectsByType } from './by-type.ts';

/** What a change brings to a cluster that bears upon other objects. */
export interface Newcomers {
  /** Names of Namespaces. */
  readonly namespaces: ReadonlySet<string>;
  /** CustomResourceDefinitions, by the type that they define: `example.com/Cart`. */
  readonly definitions: ReadonlyMap<string, LoadedManifest>;
  /** `namespace/name` of what a scaler scales. */
  readonly scaled: ReadonlySet<string>;
  /** All that comes or changes, as it is then, by kind: `networking.k8s.io/Ingress`. */
  readonly objects: ObjectsByType;
}

/** What a scaler scales, as `namespace/name`. */
export function scaledBy(type: string, object: KubernetesObject | undefined): string | undefined {
  if (!/^(?:autoscaling\/HorizontalPodAutoscaler|keda\.sh\/ScaledObject)$/.test(type)) return undefined;
  const { name } = fieldsOf(object, 'spec', 'scaleTargetRef');
  return `${object?.metadata.namespace ?? ''}/${shown(name)}`;
}

export function newcomersAmong(changes: readonly ObjectChange<LoadedManifest>[]): Newcomers {
  const added = changes.flatMap(({ kind, after }) =>
    kind === 'added' && after !== undefined ? [after] : [],
  );
  return {
    namespaces: new Set(
      added.flatMap(({ object }) => (object.kind === 'Namespace' ? (object.metadata.name ?? []) : [])),
    ),
    definitions: new Map(
      added
        .filter(({ object }) => object.kind === 'CustomResourceDefinition')
        .map((manifest) => {
          const spec = fieldsOf(manifest.object, 'spec');
          return [
            typeOf(textOf(spec, 'group') ?? '', textOf(fieldsOf(spec, 'names'), 'kind') ?? ''),
            manifest,
          ];
        }),
    ),
    scaled: new Set(
      added.flatMap(({ object }) => scaledBy(typeOf(groupOf(object.apiVersion), object.kind), object) ?? []),
    ),
    objects: byType(changes.flatMap(({ after }) => after?.object ?? [])),
  };
}

import type { ObjectChange } from '../diff/change.ts';
import { typeOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';

/** What a change brings to a cluster that bears upon other objects. */
export interface Newcomers {
  /** Names of Namespaces. */
  readonly namespaces: ReadonlySet<string>;
  /** CustomResourceDefinitions, by the type that they define: `example.com/Cart`. */
  readonly definitions: ReadonlyMap<string, LoadedManifest>;
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
  };
}

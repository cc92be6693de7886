import { isRecord } from '../manifest/object.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';

/** One of the places that may set a value, from the most general (the app's default) to the most particular. */
export interface Layer {
  readonly value: unknown;
  readonly locate: (path: Path) => Location;
}

export interface Setting {
  readonly value: unknown;
  readonly origin: Location;
}

export interface Inherited<T> {
  readonly value: T;
  /** Where the value at `path` comes from; of its nearest ancestor when nothing sets it. */
  readonly originOf: (path: Path) => Location;
  /** How particular the layer is that `originOf` names: 0 for the most general one. */
  readonly rankOf: (path: Path) => number;
  /** What more general layers say at `path`, the nearest first: values that do not hold because `originOf` replaces them. */
  readonly overriddenAt: (path: Path) => readonly Setting[];
}

/**
 * The one rule of inheritance: maps merge key by key; anything else (lists, text, numbers) replaces what more general
 * layers say. It is associative over layers of one shape, as the schemas of src/model demand.
 *
 * @param layers the most general first: app default, environment, region.
 */
export function resolveSettings<T>(layers: readonly Layer[]): Inherited<T> {
  const particularFirst = layers.toReversed();
  const setAt = (path: Path) => particularFirst.filter((layer) => valueAt(layer.value, path) !== undefined);
  const origin = (path: Path): { readonly layer: Layer; readonly path: Path } => {
    for (let length = path.length; length > 0; length--) {
      const [layer] = setAt(path.slice(0, length));
      if (layer) return { layer, path: path.slice(0, length) };
    }
    const [general] = layers;
    if (!general) throw new RangeError('nothing to inherit from');
    return { layer: general, path: [] };
  };
  return {
    value: layers.map((layer) => layer.value).reduce(merge, {}) as T,
    originOf: (path) => {
      const { layer, path: set } = origin(path);
      return layer.locate(set);
    },
    rankOf: (path) => layers.indexOf(origin(path).layer),
    overriddenAt: (path) => {
      const [, ...others] = setAt(path);
      return others.map((layer) => ({ value: valueAt(layer.value, path), origin: layer.locate(path) }));
    },
  };
}

/** `particular` over `general`. Absent (`undefined`) values say nothing. */
export function merge(general: unknown, particular: unknown): unknown {
  if (particular === undefined) return general;
  if (!isRecord(general) || !isRecord(particular)) return particular;
  const keys = new Set([...Object.keys(general), ...Object.keys(particular)]);
  const entries = [...keys].map(
    (key) => [key, merge(ownValue(general, key), ownValue(particular, key))] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** All that is no map in a value, and where: maps are walked into; a list is one value, as it is inherited as one. */
export function leaves(value: unknown, path: Path = []): { readonly path: Path; readonly value: unknown }[] {
  if (!isRecord(value)) return value === undefined ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

function ownValue(tree: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

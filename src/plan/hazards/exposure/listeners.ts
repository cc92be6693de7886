import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';

interface Found {
  readonly message: string;
  readonly path: Path;
}

const namespaces = ['Same', 'Selector', 'All'];

/** Listeners of a Gateway that take routes of more namespaces: of its own only, unless they say so. */
export function newRouters(before: KubernetesObject | undefined, after: KubernetesObject): Found[] {
  const old = new Map(listenersOf(before).map(({ name, rank }) => [name, rank]));
  return listenersOf(after)
    .filter(({ name, rank }) => rank > (old.get(name) ?? rank))
    .map(({ name, rank, path }) => ({
      message: `its listener ${name} takes routes of ${rank === 2 ? 'all' : 'other'} namespaces`,
      path,
    }));
}

interface Listener {
  readonly name: string;
  readonly rank: number;
  readonly path: Path;
}

function listenersOf(gateway: KubernetesObject | undefined): Listener[] {
  return selectMaps(gateway, 'spec.listeners[]').map(({ value, path }) => ({
    name: textOf(value, 'name') ?? '',
    rank: Math.max(
      0,
      namespaces.indexOf(textOf(fieldsOf(value, 'allowedRoutes', 'namespaces'), 'from') ?? 'Same'),
    ),
    path,
  }));
}

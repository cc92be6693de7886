import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isPrefixWithin } from '../path-prefix.ts';
import { routesByName } from './gateway-routes.ts';
import { isHostWithin } from './hosts.ts';
import { proxies } from './proxy-routes.ts';
import { routedPathsOf } from './routed-paths.ts';
import { type HostPath, isTakenOver, waysOfIngress, waysOfProxy } from './taken-over.ts';

/** What an object was reached by and is not any more, one text each. */
type Finder = (before: KubernetesObject, after: KubernetesObject) => readonly string[];

/**
 * What became wider or narrower is not gone, but what was narrower beside it is no rest of it; none may be all.
 *
 * @param of what an object is reached by, in texts unless `format` makes them
 */
function lost<Part>(
  of: (object: KubernetesObject) => readonly Part[],
  isWithin: (one: Part, wider: Part) => boolean,
  format: (part: Part) => string = shown,
): Finder {
  return (before, after) => {
    const [old, now] = [of(before), of(after)];
    if (now.length === 0) return [];
    const isNew = (part: Part): boolean => !old.some((each) => isDeepStrictEqual(each, part));
    const isKept = (one: Part): boolean =>
      now.some((each) => isWithin(one, each) || (isWithin(each, one) && isNew(each)));
    return [...new Set(old.filter((one) => !isKept(one)).map(format))];
  };
}

const hosts = (list: string, field?: string): Finder =>
  lost(
    (object) =>
      field === undefined
        ? select(object, list).map(({ value }) => shown(value))
        : selectMaps(object, list).map(({ value }) => textOf(value, field) ?? 'any name'),
    isHostWithin,
  );

/** Who takes a part of a path only takes none of the rest; who newly takes what a pattern stands for may take all. */
const paths = (type: string): Finder =>
  lost(
    (route) => routedPathsOf(type, route).map(({ path: _path, ...place }) => place),
    (one, wider) =>
      one.isPattern ||
      (isPrefixWithin(one.prefix, wider.prefix) && (one.isConditional || !wider.isConditional)),
    ({ prefix }) => prefix,
  );

/** Hosts with paths. Of patterns (`/cart(/|$)(.*)`), only what they begin with is compared. */
const pathsOf = (waysOf: (object: KubernetesObject) => readonly HostPath[]): Finder =>
  lost(
    (object) => waysOf(object).map(({ host, path }) => ({ host, path })),
    (one, wider) =>
      // Hosts that are lost are told as such.
      (isHostWithin(one.host, wider.host) || isHostWithin(wider.host, one.host)) &&
      isPrefixWithin(literalStart(one.path), literalStart(wider.path)),
    ({ host, path }) => host + path,
  );

function literalStart(path: string): string {
  return path.replace(/[^\w/.~%-].*$/, '');
}

const ports = lost(
  (service) =>
    selectMaps(service, 'spec.ports[]').map(
      ({ value }) => `port ${shown(value['port'])} (${textOf(value, 'protocol') ?? 'TCP'})`,
    ),
  (one, other) => one === other,
);

const virtualService = 'networking.istio.io/VirtualService';

const finders: ReadonlyMap<string, readonly Finder[]> = new Map<string, readonly Finder[]>([
  ['Service', [ports]],
  ['gateway.networking.k8s.io/Gateway', [hosts('spec.listeners[]', 'hostname')]],
  ...routesByName.map((type): [string, Finder[]] => [type, [hosts('spec.hostnames[]'), paths(type)]]),
  ['networking.istio.io/Gateway', [hosts('spec.servers[].hosts[]')]],
  [virtualService, [hosts('spec.hosts[]'), paths(virtualService)]],
  ['networking.k8s.io/Ingress', [hosts('spec.rules[]', 'host'), pathsOf(waysOfIngress)]],
  ...[...proxies].map(([type, { routesOf }]): [string, Finder[]] => [
    type,
    [
      lost((proxy) => routesOf(proxy).map(({ host }) => host), isHostWithin),
      pathsOf((proxy) => waysOfProxy(routesOf(proxy))),
    ],
  ]),
]);

/** Names, paths and ports that an object was reached by, and that no other object of the change takes. */
export function lostParts(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (before === undefined || after === undefined) return [];
  const missed = (finders.get(type) ?? [])
    .flatMap((find) => find(before, after))
    .filter((part) => !isTakenOver(reviewed, part));
  return missed
    .filter((part) => !missed.some((wider) => part !== wider && isPrefixWithin(part, wider)))
    .map((part) => ({
      severity: 'warning',
      rule: 'deletion',
      message: `no longer takes traffic for ${part}`,
      path: ['spec'],
    }));
}

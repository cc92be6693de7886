import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isHostWithin } from './hosts.ts';
import { isPrefixWithin, prefixesOf } from './routed-paths.ts';
import { isTakenOver, waysOfIngress } from './taken-over.ts';

/** What something is reached by, one text each. */
interface Parts {
  readonly of: (object: KubernetesObject) => readonly string[];
  readonly isWithin: (one: string, wider: string) => boolean;
}

const hosts = (list: string, field?: string): Parts => ({
  of: (object) =>
    field === undefined
      ? select(object, list).map(({ value }) => shown(value))
      : selectMaps(object, list).map(({ value }) => textOf(value, field) ?? 'any name'),
  isWithin: isHostWithin,
});

const paths = (type: string): Parts => ({
  of: (route) => prefixesOf(type, route),
  isWithin: isPrefixWithin,
});

/** Hosts with paths. Of patterns (`/cart(/|$)(.*)`), only what they begin with is compared. */
const ingressPaths: Parts = {
  of: (ingress) => waysOfIngress(ingress).map(({ host, path }) => host + path),
  isWithin: (one, wider) => {
    const [[host, path], [otherHost, otherPath]] = [one, wider].map((text): [string, string] => {
      const [, name = '', place = ''] = /^([^/]*)([\w/.~%-]*)/.exec(text) ?? [];
      return [name, place];
    }) as [[string, string], [string, string]];
    // Hosts that are lost are told as such.
    const isSameHost = isHostWithin(host, otherHost) || isHostWithin(otherHost, host);
    return isSameHost && isPrefixWithin(path, otherPath);
  },
};

const ports: Parts = {
  of: (service) =>
    selectMaps(service, 'spec.ports[]').map(
      ({ value }) => `port ${shown(value['port'])} (${textOf(value, 'protocol') ?? 'TCP'})`,
    ),
  isWithin: (one, other) => one === other,
};

const [httpRoute, virtualService] = [
  'gateway.networking.k8s.io/HTTPRoute',
  'networking.istio.io/VirtualService',
] as const;

const parts: ReadonlyMap<string, readonly Parts[]> = new Map<string, readonly Parts[]>([
  ['Service', [ports]],
  ['gateway.networking.k8s.io/Gateway', [hosts('spec.listeners[]', 'hostname')]],
  [httpRoute, [hosts('spec.hostnames[]'), paths(httpRoute)]],
  ['networking.istio.io/Gateway', [hosts('spec.servers[].hosts[]')]],
  [virtualService, [hosts('spec.hosts[]'), paths(virtualService)]],
  ['networking.k8s.io/Ingress', [hosts('spec.rules[]', 'host'), ingressPaths]],
]);

/**
 * Names, paths and ports that an object was reached by. What became wider or narrower is not gone, but what was narrower
 * beside it is no rest of it; none may be all.
 */
export function lostParts(reviewed: Reviewed): Hazard[] {
  const { type, change, before, after } = reviewed;
  if (change.kind !== 'changed' || before === undefined || after === undefined) return [];
  const missed = (parts.get(type) ?? []).flatMap(({ of, isWithin }) => {
    const [old, now] = [of(before), of(after)];
    if (now.length === 0) return [];
    const isKept = (one: string): boolean =>
      now.some((each) => isWithin(one, each) || (isWithin(each, one) && !old.includes(each)));
    const lost = old.filter((one) => !isKept(one));
    return [...new Set(lost)].filter((part) => !isTakenOver(reviewed, part));
  });
  return missed
    .filter((part) => !missed.some((wider) => part !== wider && isPrefixWithin(part, wider)))
    .map((part) => ({
      severity: 'warning',
      rule: 'deletion',
      message: `no longer takes traffic for ${part}`,
      path: ['spec'],
    }));
}

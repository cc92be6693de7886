import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Reviewed } from '../hazard.ts';
import { isPrefixWithin } from '../path-prefix.ts';
import { isHostWithin } from './hosts.ts';
import { type ProxyRoute, proxies } from './proxy-routes.ts';
import { routedPathsOf } from './routed-paths.ts';

/** A name and a path that traffic is taken for. */
export interface HostPath {
  readonly host: string;
  readonly path: string;
  /** Not all that comes there: who takes that leaves the rest. */
  readonly isConditional?: boolean;
}

interface Taker {
  /** Where it says what traffic comes to it by: two of one kind take the same only if it is the same. */
  readonly door: string;
  readonly waysOf: (object: KubernetesObject) => readonly HostPath[];
}

const route = (type: string, hosts: string, door: string): readonly [string, Taker] => [
  type,
  {
    door,
    waysOf: (object) => {
      const named = select(object, hosts).map(({ value }) => shown(value));
      return (named.length === 0 ? ['*'] : named).flatMap((host) =>
        routedPathsOf(type, object)
          .filter(({ isPattern }) => !isPattern)
          .map(({ prefix, isConditional }) => ({
            host,
            path: prefix,
            isConditional,
          })),
      );
    },
  },
];

const gateway = (type: string, hosts: string, door: string): readonly [string, Taker] => [
  type,
  { door, waysOf: (object) => select(object, hosts).map(({ value }) => ({ host: shown(value), path: '/' })) },
];

const ofGateway = (kind: string): readonly [string, Taker] =>
  route(`gateway.networking.k8s.io/${kind}`, 'spec.hostnames[]', 'parentRefs');

/** Kinds that may take over: from each, those that are in the first map with it. */
const takers: readonly ReadonlyMap<string, Taker>[] = [
  new Map([
    ofGateway('HTTPRoute'),
    route('networking.istio.io/VirtualService', 'spec.hosts[]', 'gateways'),
    ['networking.k8s.io/Ingress', { door: 'ingressClassName', waysOf: waysOfIngress }],
    ...[...proxies].map(([type, { door, routesOf }]): [string, Taker] => [
      type,
      { door, waysOf: (proxy) => waysOfProxy(routesOf(proxy)) },
    ]),
  ]),
  // Calls of gRPC are HTTP, but one that takes them takes nothing else; what stays encrypted goes by the third alone.
  new Map([ofGateway('GRPCRoute'), ofGateway('HTTPRoute')]),
  new Map([ofGateway('TLSRoute')]),
  new Map([
    gateway('gateway.networking.k8s.io/Gateway', 'spec.listeners[].hostname', 'gatewayClassName'),
    gateway('networking.istio.io/Gateway', 'spec.servers[].hosts[]', 'selector'),
  ]),
];

/** Hosts with each of their paths; one without any takes all of them. */
export function waysOfIngress(ingress: KubernetesObject): HostPath[] {
  return selectMaps(ingress, 'spec.rules[]').flatMap(({ value }) => {
    const paths = selectMaps(value, 'http.paths[]').map((each) => textOf(each.value, 'path') ?? '/');
    const host = textOf(value, 'host') ?? 'any name';
    return (paths.length === 0 ? ['/'] : paths).map((path) => ({ host, path }));
  });
}

/** What a pattern takes nobody knows. */
export function waysOfProxy(routes: readonly ProxyRoute[]): HostPath[] {
  return routes
    .filter(({ isPattern }) => isPattern !== true)
    .map(({ host, prefix, conditions }) => ({ host, path: prefix, isConditional: conditions.length > 0 }));
}

/**
 * Whether other objects of the change take all traffic that one took, or that for one name, path or name and path.
 *
 * @param except what does not count. Default: the object itself does, which may go on by another name
 */
export function isTakenOver(
  { type, before, newcomers }: Reviewed,
  part?: string,
  except?: KubernetesObject,
): boolean {
  const kinds = takers.find((each) => each.has(type));
  const own = kinds?.get(type);
  if (kinds === undefined || own === undefined || before === undefined) return false;
  const isFromSameDoor = (other: KubernetesObject): boolean =>
    isDeepStrictEqual(fieldsOf(before, 'spec')[own.door], fieldsOf(other, 'spec')[own.door]);
  const taken = [...kinds].flatMap(([kind, { waysOf }]) =>
    (newcomers.objects.get(kind) ?? [])
      .filter((other) => other !== except && (kind !== type || isFromSameDoor(other)))
      .flatMap(waysOf),
  );
  const lost = own
    .waysOf(before)
    .filter(({ host, path }) => part === undefined || [host, path, host + path].includes(part));
  return (
    lost.length > 0 &&
    lost.every(({ host, path, isConditional }) =>
      taken.some(
        (each) =>
          isHostWithin(host, each.host) &&
          isPrefixWithin(path, each.path) &&
          (isConditional || !each.isConditional),
      ),
    )
  );
}

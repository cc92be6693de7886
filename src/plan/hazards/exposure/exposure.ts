import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import type { Exposure } from './exposed.ts';
import { routesByName } from './gateway-routes.ts';
import { grantsOf } from './grants.ts';
import { isHostWithin } from './hosts.ts';
import { ingressExposures } from './ingress.ts';
import { newRouters } from './listeners.ts';
import { proxies } from './proxy-routes.ts';
import { newPaths, outerGateways } from './routed-paths.ts';
import { newSources } from './sources.ts';
import { newWays } from './ways.ts';

type Finder = (object: KubernetesObject, before?: KubernetesObject) => readonly Exposure[];

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

/** Who is reachable in a later one of these ways is in those before it too: a load balancer opens a port on each node. */
const reaches = ['on every node', 'outside of the cluster', 'to the internet'];

function reachOf(service: KubernetesObject | undefined): number {
  const { type } = fieldsOf(service, 'spec');
  if (type === 'NodePort') return 0;
  if (type !== 'LoadBalancer') return -1;
  return annotationOf(service, scheme) === 'internet-facing' ? 2 : 1;
}

const outside = 'takes traffic from outside for';

const finders: Readonly<Record<string, Finder>> = {
  Service: (service, before) => {
    const external = select(service, 'spec.externalIPs[]').map(({ value, path }) => {
      const message = `takes traffic for the address ${shown(value)}`;
      return { key: message, message, path };
    });
    const reach = reachOf(service);
    const to = reaches[reach];
    if (to === undefined || reach <= reachOf(before)) return external;
    const type = shown(fieldsOf(service, 'spec')['type']);
    return [...external, { key: to, message: `is reachable ${to} (type ${type})`, path: ['spec', 'type'] }];
  },
  'networking.k8s.io/Ingress': ingressExposures,
  'networking.istio.io/Gateway': (gateway) => atEach(gateway, 'spec.servers[].hosts[]', outside),
  'networking.istio.io/VirtualService': (service) =>
    outerGateways(service).length > 0
      ? atEach(service, 'spec.hosts[]', outside).filter(
          // Names of the cluster itself, whole or short, mean nothing to who is outside.
          ({ host = '' }) => /\.|\*$/.test(host) && !/\.svc(?:\.cluster\.local)?$/.test(host),
        )
      : [],
  'gateway.networking.k8s.io/Gateway': (gateway) =>
    selectMaps(gateway, 'spec.listeners[]').map(({ value, path }) => {
      const host = textOf(value, 'hostname') ?? 'any name';
      return { key: `port ${shown(value['port'])}`, host, message: `${outside} ${host}`, path };
    }),
  'gateway.networking.k8s.io/ReferenceGrant': grantsOf,
  ...Object.fromEntries(routesByName.map((type) => [type, namesOf])),
  ...Object.fromEntries(
    [...proxies].map(([type, { routesOf }]): [string, Finder] => [
      type,
      (proxy, before) => ingressExposures(proxy, before, routesOf),
    ]),
  ),
};

function namesOf(route: KubernetesObject): Exposure[] {
  const [key, host] = ['takes traffic for', 'any name'];
  const named = atEach(route, 'spec.hostnames[]', key);
  return named.length > 0 ? named : [{ key, host, message: `${key} ${host}`, path: ['spec'] }];
}

/** What can be reached from where it could not be before. */
export function exposures({ type, before, after }: Reviewed): Hazard[] {
  if (after === undefined) return [];
  const find = finders[type] ?? ((): [] => []);
  const known = before === undefined ? [] : find(before);
  const isKnown = ({ key, host = '' }: Exposure): boolean =>
    known.some((each) => each.key === key && isHostWithin(host, each.host ?? ''));
  const found = new Map(
    find(after, before)
      .filter((each) => !isKnown(each))
      .map((each) => [each.message, each]),
  );
  return [
    ...found.values(),
    ...newSources(type, before, after),
    ...newWays(type, before, after),
    ...newPaths(type, before, after),
    ...(type === 'gateway.networking.k8s.io/Gateway' ? newRouters(before, after) : []),
  ].map(({ message, path }) => ({ severity: 'warning', rule: 'exposure', message, path }));
}

function atEach(object: KubernetesObject, pattern: string, key: string): Exposure[] {
  return select(object, pattern).map(({ value, path }) => {
    const host = shown(value);
    return { key, host, message: `${key} ${host}`, path };
  });
}

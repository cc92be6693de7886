import type { KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import { annotationOf } from '../argocd.ts';
import type { Hazard, Reviewed } from './hazard.ts';
import { isNetworkWithin } from './network-policy.ts';

interface Exposure {
  /** The same before and after if nothing is newly exposed. */
  readonly key: string;
  readonly message: string;
  readonly path: Path;
}

type Finder = (object: KubernetesObject) => readonly Exposure[];

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

const sourceRanges = 'spec.loadBalancerSourceRanges[]';
const takesFrom = 'takes traffic from';

const finders: Readonly<Record<string, Finder>> = {
  Service: (service) => {
    const { type } = fieldsOf(service, 'spec');
    const external = atEach(service, 'spec.externalIPs[]', 'takes traffic for the address');
    if (type !== 'LoadBalancer' && type !== 'NodePort') return external;
    const isPublic = annotationOf(service, scheme) === 'internet-facing';
    const to =
      type === 'NodePort' ? 'on every node' : isPublic ? 'to the internet' : 'outside of the cluster';
    return [
      ...external,
      { key: to, message: `is reachable ${to} (type ${type})`, path: ['spec', 'type'] },
      ...atEach(service, sourceRanges, takesFrom),
    ];
  },
  'networking.k8s.io/Ingress': (ingress) =>
    atEach(ingress, 'spec.rules[].host', 'is reachable from outside as'),
  'networking.istio.io/Gateway': (gateway) =>
    atEach(gateway, 'spec.servers[].hosts[]', 'takes traffic from outside for'),
  'gateway.networking.k8s.io/Gateway': (gateway) =>
    selectMaps(gateway, 'spec.listeners[]').flatMap(({ value, path }): Exposure[] => {
      const what = `takes traffic from outside for ${textOf(value, 'hostname') ?? 'any name'}`;
      return [{ key: `${what} ${String(value['port'])}`, message: what, path }];
    }),
  'gateway.networking.k8s.io/HTTPRoute': (route) => atEach(route, 'spec.hostnames[]', 'takes traffic for'),
};

/** What can be reached from where it could not be before. */
export function exposures({ type, before, after }: Reviewed): Hazard[] {
  const find = finders[type];
  if (after === undefined || find === undefined) return [];
  const known = new Set(before === undefined ? [] : find(before).map(({ key }) => key));
  const found = new Map(
    find(after)
      .filter(({ key }) => !known.has(key) && !isWithinRanges(key, before))
      .map((each) => [each.message, each]),
  );
  return [...found.values(), ...unrestricted(before, after)].map(({ message, path }) => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path,
  }));
}

/** Who takes everyone in, or a network around this one, took this one in. */
function isWithinRanges(key: string, before: KubernetesObject | undefined): boolean {
  if (!key.startsWith(`${takesFrom} `) || fieldsOf(before, 'spec')['type'] !== 'LoadBalancer') return false;
  const ranges = select(before, sourceRanges).map(({ value }) => String(value));
  return (
    ranges.length === 0 || ranges.some((range) => isNetworkWithin(key.slice(takesFrom.length + 1), range))
  );
}

/** Without any ranges, a load balancer takes everyone in: that goes without saying of a new one. */
function unrestricted(before: KubernetesObject | undefined, after: KubernetesObject): Exposure[] {
  const [was, is] = [before, after].map((object) => select(object, sourceRanges).length);
  const message = 'takes traffic from anywhere (loadBalancerSourceRanges)';
  return was !== 0 && is === 0 && fieldsOf(after, 'spec')['type'] === 'LoadBalancer' && before !== undefined
    ? [{ key: message, message, path: ['spec'] }]
    : [];
}

function atEach(object: KubernetesObject, pattern: string, what: string): Exposure[] {
  return select(object, pattern).map(({ value, path }) => ({
    key: `${what} ${String(value)}`,
    message: `${what} ${String(value)}`,
    path,
  }));
}

import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import { annotationOf } from '../argocd.ts';
import type { Hazard, Reviewed } from './hazard.ts';

interface Exposure {
  /** The same before and after if nothing is newly exposed. */
  readonly key: string;
  readonly message: string;
  readonly path: Path;
}

type Finder = (object: KubernetesObject) => readonly Exposure[];

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

const sourceRanges = 'spec.loadBalancerSourceRanges[]';

const finders: Readonly<Record<string, Finder>> = {
  Service: (service) => {
    const { type } = fieldsOf(service, 'spec');
    if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
    const isPublic = annotationOf(service, scheme) === 'internet-facing';
    const to =
      type === 'NodePort' ? 'on every node' : isPublic ? 'to the internet' : 'outside of the cluster';
    return [
      { key: to, message: `is reachable ${to} (type ${type})`, path: ['spec', 'type'] },
      ...atEach(service, sourceRanges, 'takes traffic from'),
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
  'networking.k8s.io/NetworkPolicy': (policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      select(policy, `spec.${direction}[]`).flatMap(({ value, path }): Exposure[] => {
        const peers = fieldsOf({ value }, 'value')[direction === 'ingress' ? 'from' : 'to'];
        const ports = listOr(fieldsOf({ value }, 'value')['ports']);
        return listOr(peers).flatMap((peer) =>
          ports.map((port) => ({
            key: `${direction} ${JSON.stringify(peer ?? null)} ${JSON.stringify(port ?? null)}`,
            message: `allows ${direction} ${direction === 'ingress' ? 'from' : 'to'} ${peerText(peer)} that it did not`,
            path,
          })),
        );
      }),
    ),
};

/** What can be reached from where it could not be before. */
export function exposures({ type, before, after, change }: Reviewed): Hazard[] {
  const find = finders[type];
  if (after === undefined || find === undefined) return [];
  // A NetworkPolicy that is new keeps out what nothing kept out before.
  if (type === 'networking.k8s.io/NetworkPolicy' && change.kind === 'added') return [];
  const known = new Set(before === undefined ? [] : find(before).map(({ key }) => key));
  const found = new Map(
    find(after)
      .filter(({ key }) => !known.has(key))
      .map((each) => [each.message, each]),
  );
  return [...found.values(), ...unrestricted(before, after)].map(({ message, path }) => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path,
  }));
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

/** No peers are all peers, and no ports all ports. */
function listOr(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [undefined];
}

function peerText(peer: unknown): string {
  if (!isRecord(peer)) return 'anywhere';
  const block = fieldsOf(peer, 'ipBlock')['cidr'];
  return typeof block === 'string' ? block : `pods that match ${JSON.stringify(peer)}`;
}

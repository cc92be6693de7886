import { podsOf } from '../../kubernetes/pods.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, select, selectMaps } from '../../manifest/select.ts';
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

const finders: Readonly<Record<string, Finder>> = {
  Service: (service) => {
    const { type } = fieldsOf(service, 'spec');
    if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
    const isPublic = annotationOf(service, scheme) === 'internet-facing';
    const to =
      type === 'NodePort' ? 'on every node' : isPublic ? 'to the internet' : 'outside of the cluster';
    return [{ key: to, message: `is reachable ${to} (type ${type})`, path: ['spec', 'type'] }];
  },
  'networking.k8s.io/Ingress': (ingress) =>
    atEach(ingress, 'spec.rules[].host', 'is reachable from outside as'),
  'networking.istio.io/Gateway': (gateway) =>
    atEach(gateway, 'spec.servers[].hosts[]', 'takes traffic from outside for'),
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

/** What can be reached from where it could not be before, and pods that come out of their confinement. */
export function exposures({ type, before, after, change }: Reviewed): Hazard[] {
  if (after === undefined) return [];
  const find: Finder = (object) => [...(finders[type]?.(object) ?? []), ...privileges(type, object)];
  // A NetworkPolicy that is new keeps out what nothing kept out before.
  if (type === 'networking.k8s.io/NetworkPolicy' && change.kind === 'added') return [];
  const known = new Set(before === undefined ? [] : find(before).map(({ key }) => key));
  const found = new Map(
    find(after)
      .filter(({ key }) => !known.has(key))
      .map((each) => [each.message, each]),
  );
  return [...found.values()].map(({ message, path }) => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path,
  }));
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

function privileges(type: string, object: KubernetesObject): Exposure[] {
  const pods = podsOf(type, object);
  if (pods === undefined) return [];
  const ofHost = ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field): Exposure[] =>
    pods.spec[field] === true
      ? [{ key: field, message: `its pods share the node's own (${field})`, path: [...pods.specPath, field] }]
      : [],
  );
  const privileged = pods.containers.flatMap(({ value, path }): Exposure[] => {
    const context = fieldsOf(value, 'securityContext');
    return ['privileged', 'allowPrivilegeEscalation'].flatMap((field) =>
      context[field] === true
        ? [
            {
              key: `${String(value['name'])} ${field}`,
              message: `its container ${String(value['name'])} is no longer confined (${field})`,
              path: [...path, 'securityContext', field],
            },
          ]
        : [],
    );
  });
  const hostPaths = selectMaps(pods.spec, 'volumes[]', pods.specPath).flatMap(
    ({ value, path }): Exposure[] => {
      const { path: folder } = fieldsOf(value, 'hostPath');
      return typeof folder === 'string'
        ? [{ key: `hostPath ${folder}`, message: `its pods see the node's ${folder} (hostPath)`, path }]
        : [];
    },
  );
  return [...ofHost, ...hostPaths, ...privileged];
}

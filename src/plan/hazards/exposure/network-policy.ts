import { type Direction, restrictedDirections } from '../../../kubernetes/network-policy.ts';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { type IpBlock, ipBlockOf, isBlockWithin } from './ip-block.ts';
import { allPorts, arePortsWithin, type Ports, protocols } from './ports.ts';

const type = 'networking.k8s.io/NetworkPolicy';
const directions = { Ingress: ['ingress', 'from'], Egress: ['egress', 'to'] } as const;

/** Who may talk to whom on which port; nothing stands for all. */
interface Allowed {
  readonly peer: Fields | undefined;
  readonly port: Fields | undefined;
  /** Of the policy. */
  readonly namespace: string;
  readonly path: Path;
}

/** What a NetworkPolicy lets through that it did not. One that is new keeps out what nothing kept out before. */
export function networkPolicyWidening(reviewed: Reviewed): Hazard[] {
  const { type: kind, before, after } = reviewed;
  if (kind !== type || before === undefined || after === undefined) return [];
  const is = new Set(restrictedDirections(after));
  return restrictedDirections(before).flatMap((direction): Hazard[] => {
    if (!is.has(direction)) {
      if (isRestrictedByOthers(before, direction, reviewed)) return [];
      const message = `${direction} is no longer restricted by it`;
      return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', 'policyTypes'] }];
    }
    return byPeer(newWays(before, after, direction), direction).map(({ text, path }) => ({
      severity: 'warning',
      rule: 'exposure',
      message: `allows ${text} that it did not`,
      path,
    }));
  });
}

function newWays(before: KubernetesObject, after: KubernetesObject, direction: Direction): Allowed[] {
  const old = allowed(before, direction);
  return allowed(after, direction).filter((way) => !isWayWithin(way, old));
}

/**
 * Whether others restrict the same pods: one that stays, or some that come or change and let nothing more through, as of one
 * that is split in two.
 */
function isRestrictedByOthers(
  before: KubernetesObject,
  direction: Direction,
  { newcomers, stays }: Reviewed,
): boolean {
  const pods = fieldsOf(before, 'spec', 'podSelector');
  const [some, left] = [newcomers, { objects: stays }].map(({ objects }) =>
    (objects.get(type) ?? []).filter(
      (policy) =>
        policy.metadata.namespace === before.metadata.namespace &&
        restrictedDirections(policy).includes(direction),
    ),
  ) as [KubernetesObject[], KubernetesObject[]];
  const isForSame = (policy: KubernetesObject): boolean =>
    isSelectorWithin(pods, fieldsOf(policy, 'spec', 'podSelector'));
  return (
    [...some, ...left].some(isForSame) &&
    // What one allows, others do not forbid; those of fewer pods may be of some of these.
    some.every((policy) => newWays(before, policy, direction).length === 0)
  );
}

/** Whether others keep out what a policy that lets nothing in or out does. */
export function isWalledByOthers(reviewed: Reviewed): boolean {
  const { type: kind, before } = reviewed;
  return (
    kind === type &&
    before !== undefined &&
    restrictedDirections(before).every(
      (direction) =>
        allowed(before, direction).length === 0 && isRestrictedByOthers(before, direction, reviewed),
    )
  );
}

/**
 * Traffic that a NetworkPolicy let through and now does not, in whole, and that no other policy that comes or changes does.
 * Of what is only less, such as one port instead of all, it is taken that the rest is not used.
 */
export function networkPolicyCuts(reviewed: Reviewed): Hazard[] {
  const { type: kind, before, after, newcomers } = reviewed;
  if (kind !== type || after === undefined) return [];
  const was =
    before === undefined ? restrictedBefore(after, reviewed) : new Set(restrictedDirections(before));
  const policies = (newcomers.objects.get(type) ?? []).filter(
    ({ metadata }) => metadata.namespace === after.metadata.namespace,
  );
  return restrictedDirections(after).flatMap((direction): Hazard[] => {
    const [field] = directions[direction];
    const tell = (what: string, path: Path): Hazard => ({
      severity: 'warning',
      rule: 'traffic-change',
      message: `${what}: refused unless another policy allows it`,
      path,
    });
    if (!was.has(direction)) {
      const isAll = allowed(after, direction).some(
        ({ peer, port }) => peer === undefined && port === undefined,
      );
      return isAll ? [] : [tell(`newly restricts ${field} to what it allows`, ['spec'])];
    }
    const now = policies.flatMap((policy) => allowed(policy, direction));
    const lost = (before === undefined ? [] : allowed(before, direction)).filter(
      (way) => !now.some((other) => sharesPeers(way, other) && sharesPorts(way.port, other.port)),
    );
    return byPeer(lost, direction).map(({ text }) => tell(`no longer allows ${text}`, ['spec', field]));
  });
}

/** Of a new policy for some pods, or of a new namespace, it goes without saying whom it restricts: they may be new too. */
function restrictedBefore(after: KubernetesObject, { newcomers, leavers }: Reviewed): Set<Direction> {
  const { namespace = '' } = after.metadata;
  const isForAll = (policy: KubernetesObject): boolean =>
    isSelectorWithin({}, fieldsOf(policy, 'spec', 'podSelector'));
  if (newcomers.namespaces.has(namespace) || !isForAll(after)) return new Set(['Ingress', 'Egress']);
  const others = (leavers.formerly.get(type) ?? []).filter(
    (policy) => policy.metadata.namespace === namespace && isForAll(policy),
  );
  return new Set(others.flatMap((policy) => restrictedDirections(policy)));
}

/** `ingress from anywhere on port 80`. */
function byPeer(ways: readonly Allowed[], direction: Direction): { text: string; path: Path }[] {
  const [field, word] = directions[direction];
  return [...Map.groupBy(ways, ({ peer }) => peerText(peer))].map(([peer, some]) => ({
    text: `${field} ${word} ${peer}${portsText(some)}`,
    path: some[0]?.path ?? ['spec', field],
  }));
}

/** Nothing where any port may be used. */
function portsText(ways: readonly Allowed[]): string {
  const ports = ways.map(({ port }) => port);
  if (ports.includes(undefined)) return '';
  const all = ports.flatMap((port) =>
    port?.['port'] === undefined ? shown(port?.['protocol'] ?? 'TCP') : [],
  );
  const some = ports.flatMap(({ port: from, endPort, protocol = 'TCP' } = {}) => {
    const last = endPort === undefined ? '' : `-${JSON.stringify(endPort)}`;
    return from === undefined
      ? []
      : `${shown(from)}${last}${protocol === 'TCP' ? '' : `/${shown(protocol)}`}`;
  });
  return [
    ...(all.length > 0 ? [` on any port of ${[...new Set(all)].join(', ')}`] : []),
    ...(some.length > 0 ? [` on port ${[...new Set(some)].join(', ')}`] : []),
  ].join(' and');
}

/** No peers are all peers, and no ports all ports. */
function allowed(policy: KubernetesObject, direction: Direction): Allowed[] {
  const [field, word] = directions[direction];
  const { namespace = '' } = policy.metadata;
  const listOr = (value: unknown): (Fields | undefined)[] =>
    Array.isArray(value) && value.length > 0 ? value.filter(isRecord) : [undefined];
  return select(policy, `spec.${field}[]`).flatMap(({ value, path }) => {
    const { [word]: peers, ports } = fieldsOf({ value }, 'value');
    return listOr(peers).flatMap((peer) => listOr(ports).map((port) => ({ peer, port, namespace, path })));
  });
}

/** Whether others are, between them, all of one. */
function isWayWithin(one: Allowed, others: readonly Allowed[]): boolean {
  const known = others
    .filter((other) => isPeerWithin(one.peer, other.peer, one.namespace))
    .flatMap(({ port }) => portsOf(port));
  return portsOf(one.port).every((each) => arePortsWithin(each, known));
}

function isPeerWithin(one: Fields | undefined, wider: Fields | undefined, namespace: string): boolean {
  if (wider === undefined || one === undefined) return wider === undefined;
  const [own, block] = [one, wider].map((peer) => ipBlockOf(fieldsOf(peer, 'ipBlock'))) as [IpBlock, IpBlock];
  if (isRecord(wider['ipBlock'])) return isBlockWithin(own, block);
  if (isRecord(one['ipBlock'])) return false;
  // Without a selector of namespaces, pods are those of its own, which has this label from the API server.
  const ownNamespace = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const [namespaces, others] = [one, wider].map((peer) => peer['namespaceSelector'] ?? ownNamespace);
  return isSelectorWithin(namespaces, others) && isSelectorWithin(one['podSelector'], wider['podSelector']);
}

/** No port is all ports, of all protocols or of one. */
function portsOf(asked: Fields | undefined): Ports[] {
  if (asked === undefined) return protocols.map(allPorts);
  const protocol = shown(asked['protocol'] ?? 'TCP');
  const port = asked['port'] ?? undefined;
  if (port === undefined) return [allPorts(protocol)];
  if (typeof port !== 'number') return [{ protocol, first: 0, last: 0, name: shown(port) }];
  return [{ protocol, first: port, last: lastOf(asked) }];
}

function sharesPeers(one: Allowed, other: Allowed): boolean {
  return (
    isPeerWithin(one.peer, other.peer, one.namespace) || isPeerWithin(other.peer, one.peer, one.namespace)
  );
}

/** No port is all ports, of all protocols or of one. Who has named a port may mean any number. */
function sharesPorts(one: Fields | undefined, other: Fields | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  if ((one['protocol'] ?? 'TCP') !== (other['protocol'] ?? 'TCP')) return false;
  const [port, from] = [one['port'] ?? undefined, other['port'] ?? undefined];
  if (port === undefined || from === undefined || typeof port !== typeof from) return true;
  if (typeof port !== 'number' || typeof from !== 'number') return port === from;
  return port <= lastOf(other) && from <= lastOf(one);
}

function lastOf({ port, endPort = port }: Fields): number {
  return Number(shown(endPort));
}

function peerText(peer: Fields | undefined): string {
  if (peer === undefined) return 'anywhere';
  return textOf(fieldsOf(peer, 'ipBlock'), 'cidr') ?? `pods that match ${JSON.stringify(peer)}`;
}

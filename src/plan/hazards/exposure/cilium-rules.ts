import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { type IpBlock, ipBlockOf, isBlockWithin } from './ip-block.ts';
import { allPorts, arePortsWithin, type Ports, protocols } from './ports.ts';

export type Direction = 'ingress' | 'egress';

/** What a policy of Cilium says of some pods, or nodes: it is one rule, or several. */
export interface Section {
  readonly selector: Fields;
  readonly rule: Fields;
}

/** Who is let through, or refused; and where, and asking what, unless all is. */
export interface Way {
  /** Whose traffic it is about, as text. */
  readonly pods: string;
  readonly peer: Peer;
  readonly port?: Port;
}

/** Pods by their labels, a network, or what else has a name. */
type Peer = { readonly text: string } & (
  | { readonly selector: Fields }
  | { readonly block: IpBlock }
  | { readonly name: string; readonly isOutside: boolean }
);

interface Port {
  readonly text: string;
  readonly ports: readonly Ports[];
  readonly request?: string;
}

export function sectionsOf(policy: KubernetesObject): Section[] {
  return ['spec', 'specs[]'].flatMap((at) =>
    selectMaps(policy, at).map(({ value: rule }) => ({ selector: selectorOf(rule), rule })),
  );
}

function selectorOf(rule: Fields): Fields {
  return fieldsOf(rule, 'nodeSelector' in rule ? 'nodeSelector' : 'endpointSelector');
}

/** Whom it is about, as text. */
export function podsText({ selector }: Section): string {
  return JSON.stringify(selector);
}

/** Cilium 1.18, `pkg/policy/api/rule.go`: who has rules for a direction lets through nothing else there, unless it says so. */
export function isRestricted({ rule }: Section, direction: Direction): boolean {
  const isAsked = [direction, `${direction}Deny`].some((field) => select(rule, `${field}[]`).length > 0);
  return (fieldsOf(rule, 'enableDefaultDeny')[direction] ?? isAsked) === true;
}

/** @param list the rules that let through, or those that refuse (`ingressDeny`) */
export function waysOf(policy: KubernetesObject, list: Direction | `${Direction}Deny`): Way[] {
  return sectionsOf(policy).flatMap((section) =>
    selectMaps(section.rule, `${list}[]`).flatMap(({ value }) =>
      waysOfRule(value, podsText(section), policy.metadata.namespace),
    ),
  );
}

function waysOfRule(rule: Fields, pods: string, namespace: string | undefined): Way[] {
  const ports = portsOf(rule);
  const lists = Object.keys(rule).filter((name) => /^(?:from|to)(?!Ports|Requires)/.test(name));
  const peers = lists.flatMap((name) =>
    select(rule, `${name}[]`).map(({ value }) => peerOf(name.replace(/^(?:from|to)/, ''), value, namespace)),
  );
  // Who names ports only lets through all there; who names nothing lets through nobody.
  if (ports.length > 0 && lists.length === 0) peers.push(named('all', false));
  return peers.flatMap((peer): Way[] =>
    ports.length === 0 ? [{ pods, peer }] : ports.map((port) => ({ pods, peer, port })),
  );
}

function named(name: string, isOutside: boolean): Peer {
  return { text: name, name, isOutside };
}

function network(block: IpBlock): Peer {
  const but = block.except.length === 0 ? '' : ` but for ${block.except.join(', ')}`;
  return { text: `${block.network}${but}`, block };
}

/** @param list how the list is called, but for its direction */
function peerOf(list: string, value: unknown, namespace: string | undefined): Peer {
  if (list === 'CIDR') return network({ network: shown(value), except: [] });
  // Cilium 1.18, `pkg/policy/api/entity.go`: `world` is whatever has an address or a name outside of the cluster.
  if (typeof value === 'string') return named(value, value.startsWith('world'));
  const peer = fieldsOf({ value }, 'value');
  if (list === 'Endpoints') {
    const selector = placed(peer, namespace);
    return { text: `pods that match ${JSON.stringify(selector)}`, selector };
  }
  if (list === 'CIDRSet' && 'cidr' in peer) return network(ipBlockOf(peer));
  const host = textOf(peer, 'matchName') ?? textOf(peer, 'matchPattern');
  return named(host ?? `${list} ${JSON.stringify(value)}`, !/^(?:Nodes|Services)$/.test(list));
}

function portsOf(rule: Fields): Port[] {
  const some = selectMaps(rule, 'toPorts[]').flatMap(({ value }) => {
    const requests = Object.values(fieldsOf(value, 'rules')).flatMap((asked) =>
      select({ asked }, 'asked[]').map((each) => JSON.stringify(each.value)),
    );
    return selectMaps(value, 'ports[]').flatMap((port): Port[] => {
      const at = portOf(port.value);
      return requests.length === 0 ? [at] : requests.map((request) => ({ ...at, request }));
    });
  });
  return [...some, ...selectMaps(rule, 'icmps[].fields[]').map(({ value }) => messageOf(value))];
}

/** Port 0 is all of them. */
function portOf({ port, endPort = 0, protocol = 'ANY' }: Fields): Port {
  const asked = shown(protocol).toUpperCase();
  const [first, last] = [Number(shown(port)), Number(shown(endPort))];
  const ports = (asked === 'ANY' ? protocols : [asked]).map((each): Ports => {
    if (first === 0) return allPorts(each);
    if (Number.isNaN(first)) return { protocol: each, first: 0, last: 0, name: shown(port) };
    return { protocol: each, first, last: Math.max(first, last) };
  });
  const to = last > first ? `-${last}` : '';
  const by = /^(?:ANY|TCP)$/.test(asked) ? '' : `/${asked}`;
  return { ports, text: first === 0 ? 'any port' : `port ${shown(port)}${to}${by}` };
}

/** Messages of ICMP, by their type: these are on no port. */
function messageOf({ type, family = 'IPv4' }: Fields): Port {
  const protocol = `ICMP of ${shown(family)}`;
  return {
    text: `${protocol}, type ${shown(type)}`,
    ports: [{ protocol, first: 0, last: 0, name: shown(type) }],
  };
}

const ownNamespace = 'io.kubernetes.pod.namespace';

/** Labels may say where they are from; and pods are those of the own namespace, unless a selector says otherwise. */
function placed(selector: Fields, namespace: string | undefined): Fields {
  const bare = (name: string): string => name.replace(/^(?:k8s|any):/, '');
  const labels = Object.entries(fieldsOf(selector, 'matchLabels')).map(([name, value]) => [
    bare(name),
    value,
  ]);
  const expressions = selectMaps(selector, 'matchExpressions[]').map(({ value }) => ({
    ...value,
    key: bare(shown(value['key'])),
  }));
  const isPlaced = [...labels.map(([name]) => name), ...expressions.map(({ key }) => key)].some((name) =>
    shown(name).startsWith(ownNamespace),
  );
  const own = namespace === undefined || isPlaced ? {} : { [ownNamespace]: namespace };
  return {
    matchLabels: { ...Object.fromEntries(labels), ...own },
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

function isPeerWithin(one: Peer, wider: Peer): boolean {
  if ('block' in wider) return 'block' in one && isBlockWithin(one.block, wider.block);
  if ('selector' in wider) return 'selector' in one && isSelectorWithin(one.selector, wider.selector);
  if (wider.name === 'all') return true;
  const isOutside = 'block' in one || ('name' in one && one.isOutside);
  if (wider.name === 'world') return isOutside;
  if (wider.name === 'cluster') return !(isOutside || one.text === 'all');
  return 'name' in one && isOutside === wider.isOutside && isGlobWithin(one.name, wider.name);
}

/** Whether other ways are, between them, all of one. */
export function isWayWithin({ peer, port }: Way, others: readonly Way[]): boolean {
  const known = others.filter((other) => isPeerWithin(peer, other.peer));
  if (known.some((other) => other.port === undefined)) return true;
  const ports = known
    .filter((other) => other.port?.request === undefined || other.port.request === port?.request)
    .flatMap((other) => other.port?.ports ?? []);
  return port !== undefined && port.ports.every((each) => arePortsWithin(each, ports));
}

/** Ways that others are not all of, one text for each peer: where it newly has any port, and where it had none at all. */
export function waysText(ways: readonly Way[], known: (way: Way) => readonly Way[]): string[] {
  const found = ways.filter((way) => !isWayWithin(way, known(way)));
  return [...Map.groupBy(found, ({ peer }) => peer.text)].map(([peer, some]) => {
    const ports = new Set(some.flatMap((way) => portText(way, known(way)) ?? []));
    return ports.size === 0 ? peer : `${peer} on ${[...ports].join(', ')}`;
  });
}

function portText({ peer, port }: Way, known: readonly Way[]): string | undefined {
  const others = known.filter((other) => isPeerWithin(peer, other.peer));
  if (port === undefined) return others.length === 0 ? undefined : 'any port';
  const wasAsked = others.some((other) => other.port?.text === port.text && other.port.request !== undefined);
  const anything = wasAsked ? ', whatever it asks' : '';
  return port.text + (port.request === undefined ? anything : ` that asks ${port.request}`);
}

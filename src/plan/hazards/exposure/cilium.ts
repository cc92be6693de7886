import { isNetworkWithin } from '../../../manifest/network.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

const rules = ['spec', 'specs[]'];

interface Direction {
  readonly field: 'ingress' | 'egress';
  readonly what: string;
  /** Who is outside of the cluster, or everybody. */
  readonly named: readonly string[];
  readonly pods: string;
}

const directions: readonly Direction[] = [
  {
    field: 'ingress',
    what: 'lets in traffic from',
    named: ['fromCIDR[]', 'fromCIDRSet[].cidr', 'fromEntities[]'],
    pods: 'fromEndpoints[]',
  },
  {
    field: 'egress',
    what: 'lets traffic out to',
    named: ['toCIDR[]', 'toCIDRSet[].cidr', 'toEntities[]', 'toFQDNs[].matchName', 'toFQDNs[].matchPattern'],
    pods: 'toEndpoints[]',
  },
];

/** A name, or a selector of pods. */
type Peer = string | Fields;

/** Who is let through; and where, and asking what, unless all is. */
interface Way {
  /** Whose traffic it is about, as text. */
  readonly pods: string;
  readonly peer: Peer;
  readonly port?: Port;
}

interface Port {
  readonly port: string;
  readonly last: string;
  readonly protocol: string;
  readonly request?: string;
}

/** Policies of Cilium that newly let in, or out, what they kept from each other. */
export function ciliumWidening({ type, before, after }: Reviewed): Hazard[] {
  if (!/^cilium\.io\/Cilium(?:Clusterwide)?NetworkPolicy$/.test(type)) return [];
  if (before === undefined || after === undefined) return [];
  return directions.flatMap((direction) => {
    const [formerly, now] = [before, after].map(
      (policy) => new Set(rulesOf(policy, direction).map(({ pods }) => pods)),
    ) as [Set<string>, Set<string>];
    // Who says nothing of a direction keeps nothing out there.
    if (formerly.size === 0) return [];
    const [known, all] = [before, after].map((policy) => waysOf(policy, direction)) as [Way[], Way[]];
    const found = all.flatMap(({ pods, peer, port }) => {
      const isKnown = formerly.has(pods);
      // A rule for other pods, beside those there were, keeps out what nothing kept out before.
      if (!isKnown && formerly.isSubsetOf(now)) return [];
      const ways = known.filter((each) => (!isKnown || each.pods === pods) && isPeerWithin(peer, each.peer));
      if (ways.some((way) => isPortWithin(port, way.port))) return [];
      const text = typeof peer === 'string' ? peer : `pods that match ${JSON.stringify(peer)}`;
      return [`${direction.what} ${text}${ways.length === 0 ? '' : ` ${portText(port, ways)}`}`];
    });
    return [...new Set(found)].map(
      (message): Hazard => ({ severity: 'warning', rule: 'exposure', message, path: ['spec'] }),
    );
  });
}

interface Rule {
  readonly pods: string;
  readonly rule: Fields;
}

function rulesOf(policy: KubernetesObject, { field }: Direction): Rule[] {
  return rules.flatMap((at) =>
    selectMaps(policy, at).flatMap(({ value }) => {
      const pods = JSON.stringify(value['endpointSelector'] ?? value['nodeSelector'] ?? {});
      return selectMaps(value, `${field}[]`).map((each) => ({ pods, rule: each.value }));
    }),
  );
}

function waysOf(policy: KubernetesObject, direction: Direction): Way[] {
  const { namespace } = policy.metadata;
  return rulesOf(policy, direction).flatMap(({ pods, rule }) => {
    const ports = portsOf(rule);
    const peers: Peer[] = [
      ...direction.named.flatMap((field) => selectTexts(rule, field).map(({ value }) => value)),
      ...selectMaps(rule, direction.pods).map(({ value }) => placed(value, namespace)),
      // Who names ports only lets through all there; who names nothing lets through nobody.
      ...(ports.length > 0 && !Object.keys(rule).some((name) => /^(?:from|to)(?!Ports)/.test(name))
        ? ['all']
        : []),
    ];
    return peers.flatMap((peer): Way[] =>
      ports.length === 0 ? [{ pods, peer }] : ports.map((port) => ({ pods, peer, port })),
    );
  });
}

function portsOf(rule: Fields): Port[] {
  return selectMaps(rule, 'toPorts[]').flatMap(({ value }) => {
    const requests = Object.values(fieldsOf(value, 'rules')).flatMap((asked) =>
      select({ asked }, 'asked[]').map((each) => JSON.stringify(each.value)),
    );
    return selectMaps(value, 'ports[]').flatMap(({ value: { port, endPort = port, protocol = 'ANY' } }) => {
      const at = { port: shown(port), last: shown(endPort), protocol: shown(protocol) };
      return requests.length === 0 ? [at] : requests.map((request) => ({ ...at, request }));
    });
  });
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

/** Cilium 1.18, `pkg/policy/api/entity.go`: `world` is whatever has an address or a name outside of the cluster. */
function isPeerWithin(one: Peer, wider: Peer): boolean {
  if (wider === 'all') return true;
  if (typeof one !== 'string')
    return wider === 'cluster' || (typeof wider !== 'string' && isSelectorWithin(one, wider));
  if (typeof wider !== 'string') return false;
  const isOutside = one.startsWith('world') || /[.:*]/.test(one);
  if (wider === 'world') return isOutside;
  if (wider === 'cluster') return !isOutside && one !== 'all';
  return isGlobWithin(one, wider) || isNetworkWithin(one, wider);
}

/** Port 0 is all of them. */
function isPortWithin(one: Port | undefined, wider: Port | undefined): boolean {
  if (wider === undefined || one === undefined) return wider === undefined;
  if (wider.request !== undefined && wider.request !== one.request) return false;
  if (wider.protocol !== 'ANY' && wider.protocol !== one.protocol) return false;
  if (wider.port === '0' || (wider.port === one.port && wider.last === one.last)) return true;
  return Number(wider.port) <= Number(one.port) && Number(one.last) <= Number(wider.last);
}

/** @param known what the same peer could do before */
function portText(port: Port | undefined, known: readonly Way[]): string {
  if (port === undefined || port.port === '0') return 'on any port';
  const last = port.last === port.port ? '' : `-${port.last}`;
  const protocol = /^(?:ANY|TCP)$/.test(port.protocol) ? '' : `/${port.protocol}`;
  const wasAsked = known.some((way) => way.port?.port === port.port && way.port.request !== undefined);
  const anything = wasAsked ? ', whatever it asks' : '';
  const request = port.request === undefined ? anything : ` that asks ${port.request}`;
  return `on port ${port.port}${last}${protocol}${request}`;
}

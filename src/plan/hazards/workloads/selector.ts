import type { KubernetesObject } from '../../../manifest/object.ts';
import { formatPath } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps } from '../../../manifest/select.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { followsTargets, targeted } from './targets.ts';

/** Fields by which a kind says which pods it means, and how to make of each a selector as Kubernetes writes it. */
interface Selector {
  readonly fields: readonly string[];
  readonly read: (value: unknown) => unknown;
  /** Default: pods. */
  readonly means?: string;
}

const at = (...fields: readonly string[]): Selector => ({ fields, read: (value) => value });
const selector = at('spec.selector');
const labels: Selector = { ...selector, read: (value) => ({ matchLabels: value }) };
const workloads: Selector = {
  fields: ['spec.workloadSelector'],
  read: (value) => ({ matchLabels: fieldsOf(value, 'labels') }),
};
/** Cilium 1.18, `pkg/k8s/apis/cilium.io/v2`: a policy is one rule, or several. */
const endpoints = at('spec.endpointSelector', 'specs[].endpointSelector');
const nodes: Selector = { ...at('spec.nodeSelector', 'specs[].nodeSelector'), means: 'nodes' };

/** Of the Prometheus operator 0.85, `pkg/apis/monitoring/v1`: what is chosen, and in which namespaces. */
const chosen = (what: string, means: string): readonly Selector[] =>
  [`spec.${what}Selector`, `spec.${what}NamespaceSelector`].map((field) => ({ ...at(field), means }));
const monitors = [
  ...chosen('podMonitor', 'monitors'),
  ...chosen('probe', 'probes'),
  ...chosen('scrapeConfig', 'monitors'),
  ...chosen('serviceMonitor', 'monitors'),
];

/** Of workloads, whose selector cannot be changed, see immutable.ts. */
const selectors: Readonly<Record<string, Selector | readonly Selector[]>> = {
  ReplicationController: labels,
  Service: labels,
  'argoproj.io/Rollout': selector,
  'cilium.io/CiliumClusterwideNetworkPolicy': [endpoints, nodes],
  'cilium.io/CiliumNetworkPolicy': endpoints,
  'extensions.istio.io/TrafficExtension': selector,
  'extensions.istio.io/WasmPlugin': selector,
  'monitoring.coreos.com/Alertmanager': chosen('alertmanagerConfig', 'routes of alerts'),
  'monitoring.coreos.com/PodMonitor': selector,
  'monitoring.coreos.com/Prometheus': [...monitors, ...chosen('rule', 'rules')],
  'monitoring.coreos.com/PrometheusAgent': monitors,
  'monitoring.coreos.com/ServiceMonitor': selector,
  'monitoring.coreos.com/ThanosRuler': chosen('rule', 'rules'),
  'networking.istio.io/DestinationRule': at('spec.workloadSelector'),
  'networking.istio.io/EnvoyFilter': workloads,
  'networking.istio.io/Gateway': labels,
  'networking.istio.io/ProxyConfig': selector,
  'networking.istio.io/ServiceEntry': workloads,
  'networking.istio.io/Sidecar': workloads,
  'networking.k8s.io/NetworkPolicy': at('spec.podSelector'),
  'policy/PodDisruptionBudget': selector,
  'security.istio.io/AuthorizationPolicy': selector,
  'security.istio.io/PeerAuthentication': selector,
  'security.istio.io/RequestAuthentication': selector,
  'telemetry.istio.io/Telemetry': selector,
};

/** Objects that are for other pods, or for other objects, than before. */
export function selectorChanges(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (before === undefined || after === undefined) return [];
  return [
    ...[selectors[type] ?? []]
      .flat()
      .filter((own) => !isSameSelector(type, before, after, own))
      .flatMap(({ fields, means = 'pods' }) => otherMeant(reviewed, fields, means)),
    ...(!targeted.has(type) || followsTargets(reviewed)
      ? []
      : otherMeant(reviewed, ['spec.targetRef', 'spec.targetRefs'], 'objects')),
  ];
}

function otherMeant(reviewed: Reviewed, fields: readonly string[], what: string): Hazard[] {
  const { type, after } = reviewed;
  const [first] = fields.flatMap((field) => changesOf(reviewed, field));
  if (first === undefined) return [];
  const isNone = type === 'Service' && Object.keys(fieldsOf(after, 'spec', 'selector')).length === 0;
  const meant = isNone ? 'no pods any more' : `other ${what} than before`;
  const message = `${formatPath(first.path)} changes: it means ${meant}`;
  return [{ severity: 'warning', rule: 'selector-change', message, path: first.path }];
}

/** Whether each selects what one on the other side does. To Istio, no selector is one that selects all. */
function isSameSelector(
  type: string,
  before: KubernetesObject,
  after: KubernetesObject,
  { fields, read }: Selector,
): boolean {
  const [was, is] = [before, after].map((object) => {
    const found = fields.flatMap((field) => selectMaps(object, field)).map(({ value }) => value);
    return (found.length === 0 && /istio\.io\//.test(type) ? [{}] : found).map(read);
  }) as [unknown[], unknown[]];
  const areWithin = (some: readonly unknown[], others: readonly unknown[]): boolean =>
    some.every((one) => others.some((other) => isSelectorWithin(one, other) && isSelectorWithin(other, one)));
  return areWithin(was, is) && areWithin(is, was);
}

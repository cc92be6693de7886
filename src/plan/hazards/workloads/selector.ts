import { isRecord } from '../../../manifest/object.ts';
import { formatPath } from '../../../manifest/path.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { followsTargets, targeted } from './targets.ts';

/** A field by which a kind says which pods it means, and how to make of it a selector as Kubernetes writes it. */
interface Selector {
  readonly field: string;
  readonly read: (value: unknown) => unknown;
}

const selector: Selector = { field: 'selector', read: (value) => value };
const labels: Selector = { field: 'selector', read: (value) => ({ matchLabels: value }) };
const workloads: Selector = {
  field: 'workloadSelector',
  read: (value) => ({ matchLabels: fieldsOf(value, 'labels') }),
};
const ofCilium: Selector = { ...selector, field: 'endpointSelector' };

/** Of workloads, whose selector cannot be changed, see immutable.ts. */
const selectors: Readonly<Record<string, Selector>> = {
  ReplicationController: labels,
  Service: labels,
  'argoproj.io/Rollout': selector,
  'cilium.io/CiliumClusterwideNetworkPolicy': ofCilium,
  'cilium.io/CiliumNetworkPolicy': ofCilium,
  'extensions.istio.io/TrafficExtension': selector,
  'extensions.istio.io/WasmPlugin': selector,
  'monitoring.coreos.com/PodMonitor': selector,
  'monitoring.coreos.com/ServiceMonitor': selector,
  'networking.istio.io/DestinationRule': { ...selector, field: 'workloadSelector' },
  'networking.istio.io/EnvoyFilter': workloads,
  'networking.istio.io/Gateway': labels,
  'networking.istio.io/ProxyConfig': selector,
  'networking.istio.io/ServiceEntry': workloads,
  'networking.istio.io/Sidecar': workloads,
  'networking.k8s.io/NetworkPolicy': { ...selector, field: 'podSelector' },
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
  const own = selectors[type];
  return [
    ...(own === undefined || isSameSelector(reviewed, own) ? [] : otherMeant(reviewed, [own.field], 'pods')),
    ...(!targeted.has(type) || followsTargets(reviewed)
      ? []
      : otherMeant(reviewed, ['targetRef', 'targetRefs'], 'objects')),
  ];
}

function otherMeant(reviewed: Reviewed, fields: readonly string[], what: string): Hazard[] {
  const [first] = fields.flatMap((field) => changesOf(reviewed, `spec.${field}`));
  if (first === undefined) return [];
  const message = `${formatPath(first.path)} changes: it means other ${what} than before`;
  return [{ severity: 'warning', rule: 'selector-change', message, path: first.path }];
}

/** To Istio, no selector is one that selects all; to a budget, it selects none. */
function isSameSelector({ type, before, after }: Reviewed, { field, read }: Selector): boolean {
  const values = [before, after].map((object) => fieldsOf(object, 'spec')[field]);
  if (!/istio\.io\//.test(type) && !values.every(isRecord)) return false;
  const [was, is] = values.map(read);
  return isSelectorWithin(was, is) && isSelectorWithin(is, was);
}

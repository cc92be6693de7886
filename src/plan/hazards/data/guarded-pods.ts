import { selects } from '../../../manifest/label-selector.ts';
import { isRecord } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import type { Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import { type Workload, workloadsIn } from './pods-in.ts';

/** Where guards say which pods of their namespace they are for. */
const selectors: ReadonlyMap<string, string> = new Map([
  ['networking.k8s.io/NetworkPolicy', 'podSelector'],
  ['policy/PodDisruptionBudget', 'selector'],
  ['security.istio.io/AuthorizationPolicy', 'selector'],
  ['security.istio.io/PeerAuthentication', 'selector'],
  ['security.istio.io/RequestAuthentication', 'selector'],
]);

/**
 * Whether all pods that a guard was for go with it. Who means no other pods than a workload does means those of this one
 * alone: selectors of workloads must not overlap (Kubernetes' documentation, "Deployments", "Selector").
 */
export function guardsNobody({ type, before, leavers, newcomers }: Reviewed): boolean {
  const field = selectors.get(type);
  const namespace = before?.metadata.namespace;
  if (field === undefined) return false;
  if (leavers.namespaces.has(namespace)) return true;
  const selector = fieldsOf(before, 'spec', field);
  const workloads = workloadsIn(leavers.objects, namespace);
  const isGone = (some: Fields): boolean => workloads.some((workload) => hasOnlyPodsOf(some, workload));
  return (
    (isGone(selector) || choicesOf(selector).some((choices) => choices.every(isGone))) &&
    !workloadsIn(newcomers.objects, namespace).some(({ pods }) => selects(selector, pods.labels))
  );
}

/** By each list of values that a selector allows for a label: one selector for each value, as of one workload each. */
function choicesOf(selector: Fields): Fields[][] {
  const demands = selectMaps(selector, 'matchExpressions[]').map(({ value }) => value);
  return demands
    .filter(({ operator }) => operator === 'In')
    .map((demand) => select(demand, 'values[]').map(({ value }) => ({ ...demand, values: [value] })))
    .filter((choices) => choices.length > 0)
    .map((choices) => choices.map((one) => ({ ...selector, matchExpressions: [...demands, one] })));
}

/** Who names no selector knows its pods by all their labels; without any, nothing tells them from others. */
function hasOnlyPodsOf(selector: Fields, { type, object, pods }: Workload): boolean {
  if (Object.keys(pods.labels).length === 0) return false;
  const own = fieldsOf(object, 'spec')['selector'];
  const isLabelSelector = isRecord(own) && /^(?:apps|argoproj\.io)\//.test(type);
  return isSelectorWithin(selector, isLabelSelector ? own : { matchLabels: pods.labels });
}

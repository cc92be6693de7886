import { podsOf } from '../../../kubernetes/pods.ts';
import { selects } from '../../../manifest/label-selector.ts';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';
import type { Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

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
  const here = workloadsIn(namespace);
  return (
    here(leavers.objects).some((workload) => isSelectorWithin(selector, workload.selector)) &&
    !here(newcomers.objects).some(({ labels }) => selects(selector, labels))
  );
}

interface Workload {
  readonly labels: Fields;
  /** By which it knows its pods: without one, by all their labels. */
  readonly selector: Fields;
}

type Objects = ReadonlyMap<string, readonly KubernetesObject[]>;

const workloadsIn =
  (namespace: string | undefined) =>
  (objects: Objects): Workload[] =>
    [...objects].flatMap(([type, ofType]) =>
      ofType
        .filter(({ metadata }) => metadata.namespace === namespace)
        .flatMap((object): Workload[] => {
          const labels = podsOf(type, object)?.labels;
          // Without labels, nothing tells its pods from others.
          if (labels === undefined || Object.keys(labels).length === 0) return [];
          const { selector } = fieldsOf(object, 'spec');
          const isLabelSelector = isRecord(selector) && /^(?:apps|argoproj\.io)\//.test(type);
          return [{ labels, selector: isLabelSelector ? selector : { matchLabels: labels } }];
        }),
    );

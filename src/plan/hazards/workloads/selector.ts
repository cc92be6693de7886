import { formatPath } from '../../../manifest/path.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';

/** Where kinds say which pods they mean. Of workloads, whose selector cannot be changed, see immutable.ts. */
const selectors: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec.selector'],
  'argoproj.io/Rollout': ['spec.selector'],
  'monitoring.coreos.com/PodMonitor': ['spec.selector'],
  'monitoring.coreos.com/ServiceMonitor': ['spec.selector'],
  'networking.istio.io/Gateway': ['spec.selector'],
  'networking.k8s.io/NetworkPolicy': ['spec.podSelector'],
  'policy/PodDisruptionBudget': ['spec.selector'],
  'security.istio.io/AuthorizationPolicy': ['spec.selector'],
};

export function selectorChanges(reviewed: Reviewed): Hazard[] {
  if (reviewed.change.kind !== 'changed') return [];
  const fields = selectors[reviewed.type] ?? [];
  const [first] = fields.flatMap((field) => changesOf(reviewed, field));
  if (first === undefined) return [];
  const message = `${formatPath(first.path)} changes: it means other pods than before`;
  return [{ severity: 'warning', rule: 'selector-change', message, path: first.path }];
}

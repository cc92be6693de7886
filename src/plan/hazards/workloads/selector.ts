import { isRecord } from '../../../manifest/object.ts';
import { formatPath } from '../../../manifest/path.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

/** Where kinds say which pods they mean. Of workloads, whose selector cannot be changed, see immutable.ts. */
const selectors: Readonly<Record<string, string>> = {
  Service: 'selector',
  'argoproj.io/Rollout': 'selector',
  'monitoring.coreos.com/PodMonitor': 'selector',
  'monitoring.coreos.com/ServiceMonitor': 'selector',
  'networking.istio.io/Gateway': 'selector',
  'networking.k8s.io/NetworkPolicy': 'podSelector',
  'policy/PodDisruptionBudget': 'selector',
  'security.istio.io/AuthorizationPolicy': 'selector',
  'security.istio.io/RequestAuthentication': 'selector',
};

/** Kinds whose selector is labels and nothing else, so that no two say the same. */
const plain = new Set(['Service', 'networking.istio.io/Gateway']);

export function selectorChanges(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  const field = selectors[type];
  if (before === undefined || after === undefined || field === undefined) return [];
  const [first] = changesOf(reviewed, `spec.${field}`);
  const [was, is] = [before, after].map((object) => fieldsOf(object, 'spec')[field]);
  const isSame = isRecord(was) && isRecord(is) && isSelectorWithin(was, is) && isSelectorWithin(is, was);
  if (first === undefined || (isSame && !plain.has(type))) return [];
  const message = `${formatPath(first.path)} changes: it means other pods than before`;
  return [{ severity: 'warning', rule: 'selector-change', message, path: first.path }];
}

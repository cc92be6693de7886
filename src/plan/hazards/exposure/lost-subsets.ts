import type { KubernetesObject } from '../../../manifest/object.ts';
import { selectTexts } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Subsets of a Service that the mesh no longer knows: what is still routed to them is answered with 503. */
export function lostSubsets({ type, change, before, after, leavers }: Reviewed): Hazard[] {
  if (type !== 'networking.istio.io/DestinationRule' || change.kind !== 'changed') return [];
  const lost = [...subsetsOf(before).difference(subsetsOf(after))].filter(
    (subset) => !leavers.isForsaken(subset, 'networking.istio.io/VirtualService'),
  );
  if (lost.length === 0) return [];
  const message = `no longer knows the subset ${lost.join(', ')}: what is still routed there fails`;
  return [{ severity: 'warning', rule: 'deletion', message, path: ['spec', 'subsets'] }];
}

function subsetsOf(rule: KubernetesObject | undefined): ReadonlySet<string> {
  return new Set(selectTexts(rule, 'spec.subsets[].name').map(({ value }) => value));
}

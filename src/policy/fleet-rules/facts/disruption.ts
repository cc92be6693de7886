import { selects } from '../../../manifest/label-selector.ts';
import { isRecord } from '../../../manifest/object.ts';
import type { Cluster, FleetWorkload } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';
import { scaledValue } from './int-or-percent.ts';

const budgetType = 'policy/PodDisruptionBudget';

/** Does a PodDisruptionBudget of the same namespace select these pods? Without a selector it selects none; an empty one selects all. */
export function isBudgetOf(budget: FleetObject, { object, pods }: FleetWorkload): boolean {
  const selector = budget.value('spec.selector');
  return budget.namespace === object.namespace && isRecord(selector) && selects(selector, pods.labels);
}

export function budgetsOf(cluster: Cluster, workload: FleetWorkload): readonly FleetObject[] {
  return cluster
    .ofType(budgetType, workload.object.namespace)
    .filter((budget) => isBudgetOf(budget, workload));
}

/**
 * How many of so many healthy pods may be evicted at once, as the disruption controller reckons it
 * (`getExpectedPodCount` and `updatePdbStatus`, pkg/controller/disruption/disruption.go): percentages round up, and a
 * budget that says neither bound allows none.
 */
export function disruptionsAllowed(budget: FleetObject, pods: number): number {
  const unavailable = scaledValue(budget.value('spec.maxUnavailable'), pods);
  const available = scaledValue(budget.value('spec.minAvailable'), pods);
  if (unavailable !== undefined) return Math.min(pods, Math.max(0, unavailable));
  return available === undefined ? 0 : Math.max(0, pods - available);
}

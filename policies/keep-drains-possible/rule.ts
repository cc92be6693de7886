import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

/** A drain waits for as long as a budget allows no eviction, and node upgrades wait with it. */
export default defineRule({
  controls: ['availability/maintenance'],

  *perCluster(cluster) {
    for (const budget of cluster.ofType('policy/PodDisruptionBudget')) {
      const scale = selectedScale(cluster, budget);
      if (scale === undefined) continue;
      const stuck = firstStuck(budget, Math.max(1, scale.min), scale.max);
      if (stuck !== undefined) {
        const bound = budget.value('spec.minAvailable') === undefined ? 'maxUnavailable' : 'minAvailable';
        yield budget.violation(
          ['spec', bound],
          `at a scale of ${stuck} no pod may be evicted, so nodes cannot be drained: let ${budget.name} spare one at any number from ${Math.max(1, scale.min)} to ${scale.max}`,
        );
      }
      if (budget.text('spec.unhealthyPodEvictionPolicy') !== 'AlwaysAllow') {
        yield budget.violation(
          ['spec', 'unhealthyPodEvictionPolicy'],
          `pods that never get ready count as disrupted and hold their nodes: set unhealthyPodEvictionPolicy of ${budget.name} to AlwaysAllow`,
        );
      }
    }
  },
});

/** Replicas of everything that the budget is for; `undefined` if that is nothing whose pods can be counted. */
function selectedScale(cluster: Cluster, budget: FleetObject) {
  const scales = cluster
    .workloads(budget.namespace)
    .filter((workload) => facts.isBudgetOf(budget, workload))
    .flatMap(({ object }) => facts.scaleOf(cluster, object) ?? []);
  if (scales.length === 0) return undefined;
  return {
    min: scales.reduce((sum, { min }) => sum + min, 0),
    max: scales.reduce((sum, { max }) => sum + max, 0),
  };
}

function firstStuck(budget: FleetObject, min: number, max: number): number | undefined {
  for (let pods = min; pods <= max; pods += 1) if (facts.disruptionsAllowed(budget, pods) === 0) return pods;
  return undefined;
}

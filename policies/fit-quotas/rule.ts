import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

/** A quota that is smaller than the peak stops the scale-out, or the release, just when it is needed. */
export default defineRule({
  controls: ['scaling/quota'],

  *perCluster(cluster) {
    for (const quota of cluster.ofType('ResourceQuota')) {
      const needed = peakUsage(cluster, quota);
      for (const [name, allowed] of facts.amountsOf(quota.fields('spec.hard'))) {
        const most = needed.get(name) ?? 0n;
        if (most <= allowed) continue;
        yield quota.violation(
          ['spec', 'hard', name],
          `at their most replicas, while one is released, the workloads of ${quota.namespace} need ${facts.formatAmount(most)} of ${name}, but the quota stops them at ${facts.formatAmount(allowed)}: raise it, or lower their maxima`,
        );
      }
    }
  },
});

function peakUsage(cluster: Cluster, quota: FleetObject): ReadonlyMap<string, bigint> {
  const needed = new Map<string, bigint>();
  for (const workload of cluster.workloads(quota.namespace)) {
    const pods = facts.peakPods(cluster, workload.object);
    if (pods === undefined || !facts.countsPods(quota, workload.pods)) continue;
    for (const [name, amount] of facts.quotaUsage(cluster, workload))
      needed.set(name, (needed.get(name) ?? 0n) + amount * BigInt(pods));
  }
  return needed;
}

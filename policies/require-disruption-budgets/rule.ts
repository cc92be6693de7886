import { defineRule, facts } from '#plumb';

/** Without a budget a drain may evict all replicas at once. One replica cannot be protected: a budget for it only blocks. */
export default defineRule({
  controls: ['availability/disruption'],

  *perCluster(cluster) {
    for (const workload of cluster.workloads()) {
      const { object } = workload;
      const most = facts.scaleOf(cluster, object)?.max ?? 0;
      if (most < 2 || facts.budgetsOf(cluster, workload).length > 0) continue;
      yield object.violation(
        ['metadata', 'name'],
        `a drain may evict all ${most} replicas at once: add a PodDisruptionBudget that selects the pods of ${object.title}`,
      );
    }
  },
});

import { defineRule, facts } from '#plumb';

/** The eviction API refuses pods with more than one budget (pkg/registry/core/pod/storage/eviction.go). */
export default defineRule({
  controls: ['availability/disruption'],

  *perCluster(cluster) {
    for (const workload of cluster.workloads()) {
      const [first, ...others] = facts.budgetsOf(cluster, workload);
      for (const budget of others) {
        yield budget.violation(
          ['spec', 'selector'],
          `pods with two budgets cannot be evicted, so their nodes cannot be drained: ${first?.name ?? ''} selects the pods of ${workload.object.title} too; keep one of them`,
        );
      }
    }
  },
});

import { defineRule } from '#plumb';

/** Every cluster has these two (pkg/apis/scheduling/v1/helpers.go). */
const builtIn: readonly unknown[] = ['system-cluster-critical', 'system-node-critical'];

/** The API server refuses pods of a class that is missing, after the workload was accepted. */
export default defineRule({
  controls: ['availability/priority'],

  *perCluster(cluster) {
    for (const { object, pods } of cluster.workloads()) {
      const { priorityClassName: name } = pods.spec;
      if (typeof name !== 'string' || builtIn.includes(name)) continue;
      if (cluster.find('scheduling.k8s.io/PriorityClass', '', name) !== undefined) continue;
      yield object.violation(
        [...pods.specPath, 'priorityClassName'],
        `pods of ${object.title} would be refused: there is no PriorityClass ${name} in the cluster; add it or correct the name`,
      );
    }
  },
});

import { defineRule, facts } from '#plumb';

/** Argo CD sets back what git says of replicas, and the scaler sets it again: the workload flaps between both. */
export default defineRule({
  controls: ['scaling/ownership'],

  *perCluster(cluster) {
    for (const { object } of cluster.workloads()) {
      const [scaler] = facts.scalersOf(cluster, object);
      const replicas = object.number('spec.replicas');
      if (scaler === undefined || replicas === undefined) continue;
      yield object.violation(
        ['spec', 'replicas'],
        `git would set ${replicas} replicas whenever ${scaler.title} sets others: remove replicas from ${object.title}`,
      );
    }
  },
});

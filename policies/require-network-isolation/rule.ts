import { defineRule, facts } from '#plumb';

/** Pods that no NetworkPolicy selects may talk to everyone. Pods in the network of their node are beyond NetworkPolicies. */
export default defineRule({
  controls: ['cis/5.3.2', 'network/default-deny'],

  *perCluster(cluster) {
    for (const workload of cluster.workloads()) {
      const { object, pods } = workload;
      if (pods.spec['hostNetwork'] === true) continue;
      for (const direction of ['Ingress', 'Egress'] as const) {
        if (facts.isolating(cluster, workload, direction).length > 0) continue;
        const peers = direction === 'Ingress' ? 'be reached by' : 'reach';
        yield object.violation(
          pods.labelsPath,
          `its pods may ${peers} everyone: add a NetworkPolicy with policyTypes ${direction} that selects the pods of ${object.title}`,
        );
      }
    }
  },
});

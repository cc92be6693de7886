import { type Cluster, defineRule, type FleetEnvironment, type FleetObject, facts } from '#plumb';

/** What one region runs of a workload, in requests per second. */
interface Share {
  readonly cluster: Cluster;
  readonly workload: FleetObject;
  /** What it runs while its metrics cannot be read, which is to carry an ordinary day. */
  readonly planned: number;
  readonly most: number;
}

/**
 * When a region is lost, its users are sent to the others. They carry its planned load if that fits between their own
 * planned load and their maxima. A workload is known by its namespace and name, wherever it runs.
 */
export default defineRule({
  controls: ['availability/regions'],

  *perEnvironment(environment) {
    if (environment.name !== 'production') return;
    for (const shares of Map.groupBy(sharesIn(environment), keyOf).values()) {
      for (const lost of shares) {
        const others = shares.filter((share) => share !== lost);
        const spare = others.reduce((sum, { most, planned }) => sum + most - planned, 0);
        if (spare >= lost.planned) continue;
        const region = lost.cluster.target;
        const where =
          others.length === 0 ? 'no other region runs it' : `the others have only ${spare} to spare`;
        yield lost.workload.violation(
          ['metadata', 'name'],
          `if ${region} is lost, nobody carries ${lost.workload.name}: it plans for ${lost.planned} requests per second there, and ${where}; raise their maxReplicaCount`,
        );
      }
    }
  },
});

function keyOf({ workload }: Share): string {
  return `${workload.namespace}/${workload.name}`;
}

/** Workloads that say what one pod carries; the others take no requests of users. */
function sharesIn({ clusters }: FleetEnvironment): Share[] {
  return clusters.flatMap((cluster) =>
    cluster.workloads().flatMap(({ object }) => {
      const perPod = Number(object.annotation('plumbline.dev/requests-per-second-per-pod'));
      const scale = facts.scaleOf(cluster, object);
      if (!(perPod > 0) || scale === undefined) return [];
      return { cluster, workload: object, planned: perPod * scale.planned, most: perPod * scale.max };
    }),
  );
}

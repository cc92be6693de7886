import { ApiError } from '../cluster/api-error.ts';
import type { ClusterClient } from '../cluster/client.ts';
import type { Desired } from './desired.ts';
import type { Stage } from './stage.ts';
import type { Seen } from './timeline.ts';

/** Kinds whose objects controllers make, or people: what would be lost with their namespace. */
const others: readonly (readonly [apiVersion: string, kind: string])[] = [
  ['v1', 'ConfigMap'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
];

/** All objects that the clusters have of the kinds that git has. */
export async function snapshot(stage: Stage, desired: readonly Desired[]): Promise<Seen[]> {
  const clusters = [...new Set([stage.hub, stage.cluster])];
  const seen = await Promise.all(
    clusters.map(async (cluster) => {
      const client = stage.lab.clusters.get(cluster)?.client;
      if (!client) throw new Error(`the lab has no cluster ${cluster}`);
      const own = desired.filter((each) => each.cluster === cluster).map(({ object }) => object);
      const kinds = new Map(
        [...others, ...own.map(({ apiVersion, kind }) => [apiVersion, kind] as const)].map((each) => [
          each.join(' '),
          each,
        ]),
      );
      const lists = await Promise.all(
        [...kinds.values()].map(async ([version, kind]) => listKnown(client, version, kind)),
      );
      return lists.flat().map((object) => ({ cluster, object }));
    }),
  );
  return seen.flat();
}

/** What is not served is not there. */
async function listKnown(client: ClusterClient, apiVersion: string, kind: string) {
  try {
    return await client.list(apiVersion, kind);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}

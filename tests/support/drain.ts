import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../../src/cluster/api-error.ts';
import type { ClusterClient } from '../../src/cluster/client.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const zoneLabel = 'topology.kubernetes.io/zone';

/** Names of the nodes, by zone. */
async function nodesByZone(client: ClusterClient): Promise<Map<string, Set<string>>> {
  const zones = new Map<string, Set<string>>();
  for (const { metadata } of await client.list('v1', 'Node')) {
    const zone = metadata.labels?.[zoneLabel] ?? '';
    zones.set(zone, (zones.get(zone) ?? new Set()).add(metadata.name ?? ''));
  }
  return zones;
}

/** How many pods each zone has; 0 where none. */
export async function podsByZone(
  client: ClusterClient,
  pods: readonly KubernetesObject[],
): Promise<Record<string, number>> {
  const zones = await nodesByZone(client);
  const count = (nodes: ReadonlySet<string>): number => pods.filter((pod) => nodes.has(nodeOf(pod))).length;
  return Object.fromEntries([...zones].map(([zone, nodes]) => [zone, count(nodes)]));
}

function nodeOf(pod: KubernetesObject): string {
  return (pod['spec'] as { readonly nodeName?: string }).nodeName ?? '';
}

/** Cordons a zone's nodes and evicts their pods, as `kubectl drain` does: what a budget refuses is asked for again. */
export async function drainZone(client: ClusterClient, zone: string): Promise<{ readonly refusals: number }> {
  const nodes = (await nodesByZone(client)).get(zone) ?? new Set();
  await setUnschedulable(client, nodes, true);
  const pods = (await client.list('v1', 'Pod')).filter((pod) => nodes.has(nodeOf(pod)));
  const refusals = await Promise.all(pods.map(async (pod) => evict(client, pod)));
  return { refusals: refusals.reduce((sum, count) => sum + count, 0) };
}

export async function uncordonZone(client: ClusterClient, zone: string): Promise<void> {
  await setUnschedulable(client, (await nodesByZone(client)).get(zone) ?? new Set(), false);
}

async function setUnschedulable(
  client: ClusterClient,
  nodes: ReadonlySet<string>,
  unschedulable: boolean,
): Promise<void> {
  const patches = [...nodes].map(async (node) =>
    client.request({
      method: 'PATCH',
      path: `/api/v1/nodes/${node}`,
      body: { spec: { unschedulable } },
      contentType: 'application/merge-patch+json',
    }),
  );
  await Promise.all(patches);
}

/** Returns how often the budget refused. */
async function evict(client: ClusterClient, { metadata }: KubernetesObject): Promise<number> {
  const { name, namespace } = metadata;
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  for (let refusals = 0; ; refusals += 1) {
    try {
      await client.request({ method: 'POST', path, body });
      return refusals;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) return refusals;
      if (error.status !== 429) throw error;
    }
    await sleep(500);
  }
}

import { ClusterClient } from '../cluster/client.ts';
import { onCluster } from './failures.ts';
import { refresh, refreshables, takeSnapshot } from './snapshot.ts';

/**
 * Tells an Argo CD that its repository has changed, as the webhook of a git server does: it looks by itself only every
 * two minutes. Where it has nothing to sync yet, nothing is told.
 *
 * @param context of the hub's cluster
 * @throws InputError if the cluster cannot be reached, or refuses
 */
export async function announceCommit(kubeconfig: string, context: string): Promise<void> {
  const hub = ClusterClient.open({ kubeconfig, context });
  try {
    await onCluster(context, async () => {
      const all = refreshables(await takeSnapshot(hub));
      await Promise.all(all.map(async (each) => refresh(hub, each)));
    });
  } finally {
    hub.close();
  }
}

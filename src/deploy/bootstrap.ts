import { ApiError } from '../cluster/api-error.ts';
import type { ClusterClient } from '../cluster/client.ts';
import { clusterName } from '../constructs/gitops/clusters.ts';
import { unusable } from '../report/errors.ts';
import { applyAsArgocd } from './apply.ts';
import { onCluster } from './failures.ts';
import { argocdNamespace, argoVersion, rootName } from './names.ts';
import { registerCluster } from './register.ts';
import { appOf, isRoot, type RenderedEnvironment } from './rendered.ts';

const kinds = ['AppProject', 'Application', 'ApplicationSet'] as const;

/** @throws InputError if the hub cannot be reached or Argo CD's kinds are not installed there */
export async function checkHub(hub: ClusterClient, cluster: string): Promise<void> {
  await onCluster(cluster, async () => {
    for (const kind of kinds) {
      try {
        await hub.list(argoVersion, kind, argocdNamespace);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        const next = 'install Argo CD in namespace argocd, as docs/guide/deploy.md says, and deploy again';
        throw unusable('argocd-missing', `${cluster} does not know Argo CD's kind ${kind}`, next, error);
      }
    }
  });
}

/**
 * Gives the hub's Argo CD what it needs to work by itself: its namespace, settings and AppProjects, the hub's own
 * registration, and the root Application, which from then on syncs all that and everything else. Repeating it repairs.
 *
 * @param hub client of the hub's cluster, where Argo CD's kinds are installed
 * @throws InputError if the cluster cannot be reached, or refuses
 */
export async function bootstrapHub(hub: ClusterClient, environment: RenderedEnvironment): Promise<void> {
  const cluster = clusterName(environment.name, environment.hub);
  const argocd = appOf(environment, 'hub', 'argocd');
  await checkHub(hub, cluster);
  await onCluster(cluster, async () =>
    applyAsArgocd(hub, argocd, rootName, ({ kind }) => kind !== 'Application' && kind !== 'ApplicationSet'),
  );
  await registerCluster(hub, environment, { region: environment.hub, client: hub });
  await onCluster(cluster, async () => applyAsArgocd(hub, argocd, rootName, isRoot));
}

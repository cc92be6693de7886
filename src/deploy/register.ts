import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../cluster/client.ts';
import { CLUSTER_LABELS, clusterName } from '../constructs/gitops/clusters.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { unusable } from '../report/errors.ts';
import { applyAsArgocd, fieldManager } from './apply.ts';
import { onCluster } from './failures.ts';
import { applicationName, argocdNamespace } from './names.ts';
import { appOf, type RenderedEnvironment } from './rendered.ts';

const accountApp = 'argocd-access';
const account = 'argocd-manager';

/** A ServiceAccount's token is written by the controller manager, within a second as a rule. */
const tokenTimeoutSeconds = 30;

/** One cluster of an environment, by a client that may administer it. */
export interface RegionalCluster {
  readonly region: string;
  readonly client: ClusterClient;
}

/**
 * Makes a region's cluster known to the hub's Argo CD: the account `argocd-manager` and its rights from dist, a lasting
 * token for it, and a labelled Secret in the hub by which Argo CD acts as that account. Repeating it repairs.
 *
 * The hub registers itself the same way, so that Argo CD has no more rights there than elsewhere.
 *
 * @param hub client of the hub's cluster, where Argo CD's kinds are installed
 * @throws InputError if a cluster cannot be reached, or refuses
 */
export async function registerCluster(
  hub: ClusterClient,
  environment: RenderedEnvironment,
  { region, client }: RegionalCluster,
): Promise<void> {
  const name = clusterName(environment.name, region);
  const app = appOf(environment, region, accountApp);
  const token = await onCluster(name, async () => {
    await applyAsArgocd(client, app, applicationName(app));
    return lastingToken(client, app.namespace, name);
  });
  const { server, certificateAuthority } = client.connection;
  const tlsClientConfig = certificateAuthority === undefined ? {} : { caData: encoded(certificateAuthority) };
  const secret: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${name}`,
      namespace: argocdNamespace,
      labels: {
        'argocd.argoproj.io/secret-type': 'cluster',
        [CLUSTER_LABELS.environment]: environment.name,
        [CLUSTER_LABELS.region]: region,
        ...(region === environment.hub && { [CLUSTER_LABELS.hub]: 'true' }),
      },
    },
    type: 'Opaque',
    data: {
      name: encoded(name),
      server: encoded(server),
      config: encoded(JSON.stringify({ bearerToken: token, tlsClientConfig })),
    },
  };
  await onCluster(clusterName(environment.name, environment.hub), async () =>
    hub.apply(secret, { fieldManager }),
  );
}

/** Regions of an environment whose clusters are registered in its hub. */
export async function registeredRegions(hub: ClusterClient, environment: string): Promise<string[]> {
  const secrets = await hub.list('v1', 'Secret', argocdNamespace);
  return secrets
    .map(({ metadata }) => metadata.labels ?? {})
    .filter((labels) => labels['argocd.argoproj.io/secret-type'] === 'cluster')
    .filter((labels) => labels[CLUSTER_LABELS.environment] === environment)
    .flatMap((labels) => labels[CLUSTER_LABELS.region] ?? [])
    .sort();
}

/** As `argocd cluster add` does it: tokens of the TokenRequest API end, and Argo CD renews none. */
async function lastingToken(client: ClusterClient, namespace: string, cluster: string): Promise<string> {
  const reference = { apiVersion: 'v1', kind: 'Secret', name: `${account}-token`, namespace };
  await client.apply(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: reference.name,
        namespace,
        annotations: { 'kubernetes.io/service-account.name': account },
      },
      type: 'kubernetes.io/service-account-token',
    },
    { fieldManager },
  );
  const deadline = performance.now() + tokenTimeoutSeconds * 1000;
  while (performance.now() < deadline) {
    const secret = await client.get(reference);
    const token = (secret?.['data'] as { token?: string } | undefined)?.token;
    if (token !== undefined) return Buffer.from(token, 'base64').toString('utf8');
    await sleep(100);
  }
  const message = `${cluster} has written no token for ${account} within ${tokenTimeoutSeconds} s`;
  throw unusable('no-token', message, 'see whether its kube-controller-manager runs');
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

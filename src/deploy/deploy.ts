/**
 * From rendered folders to healthy clusters.
 *
 *     deploy.ts                 the whole: what the command calls
 *     rendered.ts               what plumb synth has rendered
 *     bootstrap.ts, register.ts, apply.ts   what Argo CD needs before it can work by itself
 *     expected.ts, names.ts     which Applications must come of it
 *     wait.ts, snapshot.ts      waiting for them
 *     application.ts, judge.ts, missing.ts  whether they are done, and why not
 *     explain.ts, pod-reasons.ts  what pods have to do with it
 *     report.ts                 what to tell
 *     clients.ts, failures.ts   clusters, and those that cannot be deployed to
 */
import type { ClusterClient } from '../cluster/client.ts';
import type { ClusterAddress } from '../cluster/connection.ts';
import { clusterName } from '../constructs/gitops/clusters.ts';
import type { Progress } from '../lab/progress.ts';
import { unusable } from '../report/errors.ts';
import { bootstrapHub, checkHub } from './bootstrap.ts';
import { Clients } from './clients.ts';
import { expectedApplications } from './expected.ts';
import { explainByPods } from './explain.ts';
import { onCluster } from './failures.ts';
import { argocdNamespace, argoVersion, rootName } from './names.ts';
import { registerCluster, registeredRegions } from './register.ts';
import { checkRegion, type RenderedEnvironment, readRendered } from './rendered.ts';
import { type Outcome, waitUntilDone } from './wait.ts';

export interface DeployRequest {
  /** The folder that holds a folder for each environment. */
  readonly dist: string;
  readonly environment: string;
  /** Register this region's cluster, and wait for its Applications. Default: bootstrap the hub, and wait for all. */
  readonly region?: string | undefined;
  /** Path of a kubeconfig. Default: as kubectl finds it. */
  readonly kubeconfig?: string | undefined;
  /** Context of the cluster that is deployed. Default: `<environment>-<region>`. */
  readonly context?: string | undefined;
  /** Context of the hub's cluster. Default: `<environment>-<hub's region>`. */
  readonly hubContext?: string | undefined;
  readonly timeoutSeconds: number;
}

export interface DeployOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Deployed extends Outcome {
  readonly environment: RenderedEnvironment;
}

/**
 * Bootstraps an environment's hub or registers a region, and waits until what follows from it is synced and healthy.
 *
 * @throws InputError if that cannot even be tried: bad names, clusters that cannot be reached or refuse, no Argo CD;
 *   whatever aborted the signal
 */
export async function deploy(request: DeployRequest, options: DeployOptions): Promise<Deployed> {
  const environment = readRendered(request.dist, request.environment);
  const { region } = request;
  if (region !== undefined) checkRegion(environment, region);
  const hubName = clusterName(environment.name, environment.hub);
  const contexts = contextsOf(request, environment);
  const clients = new Clients(options.signal);
  try {
    const hub = clients.open(hubName, contexts.hub);
    if (region === undefined) {
      await bootstrapHub(hub, environment);
      options.progress.note(
        hubName,
        'bootstrapped: Argo CD has its settings, its projects and the root Application',
      );
    } else {
      const client = clients.open(clusterName(environment.name, region), contexts.regional);
      await checkBootstrapped(hub, hubName, environment.name);
      await registerCluster(hub, environment, { region, client });
      options.progress.note(clusterName(environment.name, region), `registered in ${hubName}`);
    }
    const registered = await onCluster(hubName, async () => registeredRegions(hub, environment.name));
    const expected = expectedApplications(environment, { registered, region });
    const scope = { environment: environment.name, region, expected };
    const { timeoutSeconds } = request;
    const outcome = await waitUntilDone(hub, hubName, scope, { ...options, timeoutSeconds });
    const states = await explainByPods(outcome.states, (cluster) =>
      clients.find(cluster, request.kubeconfig),
    );
    return { environment, ...outcome, states };
  } finally {
    clients.close();
  }
}

function contextsOf(
  { region, kubeconfig, context, hubContext }: DeployRequest,
  { name, hub }: RenderedEnvironment,
): { readonly hub: ClusterAddress; readonly regional: ClusterAddress } {
  const file = kubeconfig === undefined ? {} : { kubeconfig };
  const ownHub = region === undefined ? (context ?? hubContext) : hubContext;
  return {
    hub: { ...file, context: ownHub ?? clusterName(name, hub) },
    regional: { ...file, context: context ?? clusterName(name, region ?? hub) },
  };
}

async function checkBootstrapped(hub: ClusterClient, cluster: string, environment: string): Promise<void> {
  await checkHub(hub, cluster);
  const reference = {
    apiVersion: argoVersion,
    kind: 'Application',
    name: rootName,
    namespace: argocdNamespace,
  };
  if (await onCluster(cluster, async () => hub.get(reference))) return;
  const message = `${cluster} has no root Application: the hub is not bootstrapped`;
  throw unusable('hub-not-bootstrapped', message, `plumb deploy --env ${environment}`);
}

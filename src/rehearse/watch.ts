import { ApiError } from '../cluster/api-error.ts';
import { ClusterClient } from '../cluster/client.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { unjudged } from './failures.ts';
import { keyOf, type Moment, type Seen, type Timeline } from './timeline.ts';

/** What is watched: what pods do and what decides about them, and what Argo CD says. */
const collections: readonly (readonly [version: string, plural: string, kind: string])[] = [
  ['v1', 'pods', 'Pod'],
  ['v1', 'events', 'Event'],
  ['v1', 'services', 'Service'],
  ['policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget'],
  ['autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
  ['apps/v1', 'deployments', 'Deployment'],
  ['apps/v1', 'statefulsets', 'StatefulSet'],
  ['argoproj.io/v1alpha1', 'rollouts', 'Rollout'],
  ['argoproj.io/v1alpha1', 'analysisruns', 'AnalysisRun'],
  ['argoproj.io/v1alpha1', 'applications', 'Application'],
];

/** A watch is told to end after so long, and the next begins where it ended: nothing is lost, and all is soon known. */
const watchSeconds = 1;

interface WatchEvent {
  readonly type: Moment['type'] | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject;
}

/** Watches clusters: each change of what is watched is kept, none falls between two looks. */
export class Recorder {
  readonly #world = new Map<string, Seen>();
  readonly #clients: ClusterClient[] = [];
  readonly #watches: Promise<void>[] = [];
  readonly #stopped = new AbortController();
  #before: readonly Seen[] = [];
  #moments: (Moment & { readonly version: number })[] = [];
  #begin = performance.now();
  #failure: Error | undefined;

  /** @param clusters ids, which are the names of contexts in the kubeconfig */
  static async start(kubeconfig: string, clusters: readonly string[]): Promise<Recorder> {
    const recorder = new Recorder();
    try {
      await Promise.all(
        clusters.map(async (cluster) => {
          // A connection of its own, as watches keep it busy.
          const client = ClusterClient.open({ kubeconfig, context: cluster });
          recorder.#clients.push(client);
          await Promise.all(collections.map(async (each) => recorder.#watch(client, cluster, each)));
        }),
      );
    } catch (error) {
      await recorder.stop();
      throw error;
    }
    return recorder;
  }

  /** What is there now. */
  get now(): Iterable<Seen> {
    return this.#world.values();
  }

  /** Seconds since the timeline began. */
  get seconds(): number {
    return (performance.now() - this.#begin) / 1000;
  }

  /** Begins another timeline. */
  begin(): void {
    this.#before = [...this.#world.values()];
    this.#moments = [];
    this.#begin = performance.now();
  }

  /** @throws whatever broke a watch: something may have been missed since */
  get timeline(): Timeline {
    if (this.#failure !== undefined) throw this.#failure;
    const moments = this.#moments.toSorted((a, b) => a.version - b.version);
    return { before: this.#before, moments: moments.map(({ version: _, ...moment }) => moment) };
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#watches);
    for (const client of this.#clients) client.close();
  }

  async #watch(
    client: ClusterClient,
    cluster: string,
    [version, plural, kind]: readonly [string, string, string],
  ): Promise<void> {
    const path = `${version === 'v1' ? '/api' : '/apis'}/${version}/${plural}`;
    const found = await listIfServed(client, path);
    if (found === undefined) return;
    const type = { apiVersion: version, kind };
    for (const item of found.items) this.#keep({ cluster, object: { ...item, ...type } });
    const following = this.#follow(client, cluster, path, found.metadata.resourceVersion);
    this.#watches.push(
      following.catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      }),
    );
  }

  #keep(seen: Seen): void {
    this.#world.set(keyOf(seen), seen);
  }

  async #follow(client: ClusterClient, cluster: string, path: string, from: string): Promise<void> {
    let resourceVersion = from;
    while (!this.#stopped.signal.aborted) {
      const query = new URLSearchParams({
        watch: '1',
        resourceVersion,
        timeoutSeconds: String(watchSeconds),
      });
      const { text } = await client.connection.send({ path: `${path}?${query.toString()}` });
      for (const line of text.split('\n').filter((each) => each !== '')) {
        const { type, object } = JSON.parse(line) as WatchEvent;
        if (type === 'ERROR')
          throw unjudged(
            'watch-broken',
            `${cluster}: the watch of ${path} broke off: ${line}`,
            'rehearse again',
          );
        resourceVersion = String(object.metadata['resourceVersion']);
        if (type !== 'BOOKMARK') this.#note({ cluster, object, type, seconds: this.seconds });
      }
    }
  }

  #note(moment: Moment): void {
    if (moment.type === 'DELETED') this.#world.delete(keyOf(moment));
    else this.#keep({ cluster: moment.cluster, object: moment.object });
    this.#moments.push({ ...moment, version: Number(moment.object.metadata['resourceVersion']) });
  }
}

interface Listed {
  readonly items: readonly KubernetesObject[];
  readonly metadata: { readonly resourceVersion: string };
}

/** Argo CD's kinds are in hubs only. */
async function listIfServed(client: ClusterClient, path: string): Promise<Listed | undefined> {
  try {
    return (await client.request({ path })).json as Listed;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

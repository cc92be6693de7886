import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../cluster/api-error.ts';
import { ClusterClient } from '../cluster/client.ts';
import { PatientClient } from '../cluster/patient-client.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { fieldsOf } from '../manifest/select.ts';
import { unusable } from '../report/errors.ts';
import { keyOf, type Moment, type Seen, type Timeline } from './timeline.ts';

type Collection = readonly [version: string, plural: string, kind: string];

/** What is watched: what pods do and what decides about them, and what Argo CD says. */
const collections: readonly Collection[] = [
  ['v1', 'pods', 'Pod'],
  ['v1', 'events', 'Event'],
  ['v1', 'services', 'Service'],
  ['discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'],
  ['policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget'],
  ['autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
  ['keda.sh/v1alpha1', 'scaledobjects', 'ScaledObject'],
  ['apps/v1', 'deployments', 'Deployment'],
  ['apps/v1', 'statefulsets', 'StatefulSet'],
  ['argoproj.io/v1alpha1', 'rollouts', 'Rollout'],
  ['argoproj.io/v1alpha1', 'analysisruns', 'AnalysisRun'],
  ['argoproj.io/v1alpha1', 'applications', 'Application'],
];

/** A watch is told to end after so long, and the next begins where it ended: nothing is lost, and all is soon known. */
const watchSeconds = 1;

/** A watch that is refused, or cut, begins again where it was; so often in a row, after a pause each time. */
const mostRefusals = 20;
const pauseMilliseconds = 1000;

/** The server has forgotten where the watch was: what came between is lost, which matters little of Events alone. */
const gone = 410;

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

  /** What was there when the timeline began. */
  get before(): readonly Seen[] {
    return this.#before;
  }

  /** @throws whatever broke a watch: something may have been missed since */
  throwIfBroken(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** @throws as throwIfBroken */
  get timeline(): Timeline {
    this.throwIfBroken();
    const moments = this.#moments.toSorted((a, b) => a.version - b.version);
    return { before: this.#before, moments: moments.map(({ version: _, ...moment }) => moment) };
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#watches);
    for (const client of this.#clients) client.close();
  }

  async #watch(client: ClusterClient, cluster: string, collection: Collection): Promise<void> {
    const found = await listIfServed(client, collection);
    if (found === undefined) return;
    for (const object of found.items) this.#keep({ cluster, object });
    this.#watches.push(
      this.#follow(client, cluster, collection, found.metadata.resourceVersion).catch((error: unknown) => {
        if (!this.#stopped.signal.aborted)
          this.#failure ??= error instanceof Error ? error : new Error(String(error));
      }),
    );
  }

  async #follow(client: ClusterClient, cluster: string, collection: Collection, from: string): Promise<void> {
    const path = pathOf(collection);
    let resourceVersion = from;
    let refusals = 0;
    while (!this.#stopped.signal.aborted) {
      const told = await this.#ask(client, cluster, path, resourceVersion);
      resourceVersion = told.resourceVersion;
      refusals = told.refusal === undefined ? 0 : refusals + 1;
      if (told.refusal === undefined) continue;
      const { status, message } = told.refusal;
      const isForgotten = status === gone;
      if (refusals > mostRefusals || (isForgotten && collection[2] !== 'Event'))
        throw unusable(
          'watch-broken',
          `${cluster}: the watch of ${path} broke off: ${message}`,
          'rehearse again',
        );
      const list = isForgotten ? await listIfServed(client, collection) : undefined;
      if (list !== undefined) {
        resourceVersion = list.metadata.resourceVersion;
        this.#catchUp(cluster, list.items);
      }
      await sleep(pauseMilliseconds, undefined, { signal: this.#stopped.signal });
    }
  }

  #keep(seen: Seen): void {
    this.#world.set(keyOf(seen), seen);
  }

  /** One request, from one version on: up to which version it told, and why it told no more if that was not its end. */
  async #ask(
    { connection }: ClusterClient,
    cluster: string,
    path: string,
    from: string,
  ): Promise<{ readonly resourceVersion: string; readonly refusal?: Refusal }> {
    let resourceVersion = from;
    const query = new URLSearchParams({
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(watchSeconds),
    });
    try {
      const { status, text } = await connection.send({ path: `${path}?${query.toString()}` });
      if (status !== 200) return { resourceVersion, refusal: { status, message: text.trim() } };
      for (const line of text.split('\n').filter((each) => each !== '')) {
        const { type, object } = JSON.parse(line) as WatchEvent;
        if (type === 'ERROR')
          return { resourceVersion, refusal: { status: Number(fieldsOf(object)['code']), message: line } };
        resourceVersion = String(object.metadata['resourceVersion']);
        if (type !== 'BOOKMARK') this.#note({ cluster, object, type, seconds: this.seconds });
      }
      return { resourceVersion };
    } catch (error) {
      // Cut off, in a line or before; what is wrong with the program is not tried again.
      if (error instanceof TypeError || !(error instanceof Error)) throw error;
      return { resourceVersion, refusal: { message: error.message } };
    }
  }

  /** Takes over what is new in a list. */
  #catchUp(cluster: string, items: readonly KubernetesObject[]): void {
    for (const object of items) {
      const known = this.#world.get(keyOf({ cluster, object }));
      if (known?.object.metadata['resourceVersion'] === object.metadata['resourceVersion']) continue;
      this.#note({ cluster, object, type: known ? 'MODIFIED' : 'ADDED', seconds: this.seconds });
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

/** Why a watch was not begun, or ended early. */
interface Refusal {
  /** HTTP status code; `undefined` if there was no whole answer. */
  readonly status?: number;
  readonly message: string;
}

function pathOf([version, plural]: Collection): string {
  return `${version === 'v1' ? '/api' : '/apis'}/${version}/${plural}`;
}

/** Argo CD's kinds are in hubs only. */
async function listIfServed(
  { connection }: ClusterClient,
  collection: Collection,
): Promise<Listed | undefined> {
  const [apiVersion, , kind] = collection;
  try {
    const answer = await new PatientClient(connection).request({ path: pathOf(collection) });
    const { items, metadata } = answer as Listed;
    return { items: items.map((item) => ({ ...item, apiVersion, kind })), metadata };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

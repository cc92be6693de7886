import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../../src/cluster/client.ts';
import { writeWhole } from '../../src/lab/state.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { isReady } from './pods.ts';

/** How a pod answers. */
export interface Answers {
  /** Share of the answers that are server errors, 0 to 1. */
  readonly errorShare: number;
  readonly milliseconds: number;
}

export interface MeshOptions {
  readonly client: ClusterClient;
  /** Folder of the target files that the cluster's Prometheus reads. */
  readonly targets: string;
  /** Of the workload, its Service, its VirtualService (if it has one) and their namespace. */
  readonly workload: string;
  readonly requestsPerSecond: number;
  /** Default: every answer is good and takes 50 ms. */
  readonly answersOf?: (pod: KubernetesObject) => Answers;
  /** How often Prometheus reads each proxy. Default: 1. */
  readonly scrapeSeconds?: number;
}

export interface Mesh {
  /** Changes the load from now on. */
  setLoad(requestsPerSecond: number): void;
  /** Requests so far that found no Ready pod behind the Service that they were routed to. */
  lostRequests(): number;
  close(): Promise<void>;
}

/** Upper bounds of Istio's histogram of response times, in milliseconds; some of them. */
const bucketBounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, Infinity];

/** What one pod's proxy has counted. */
class Proxy {
  isServing = false;
  readonly #labels: string;
  #good = 0;
  #bad = 0;
  readonly #buckets = bucketBounds.map(() => 0);

  constructor(workload: string) {
    this.#labels = `reporter="destination",destination_workload="${workload}",destination_workload_namespace="${workload}"`;
  }

  count(requests: number, { errorShare, milliseconds }: Answers): void {
    this.#bad += requests * errorShare;
    this.#good += requests * (1 - errorShare);
    bucketBounds.forEach((bound, index) => {
      if (milliseconds <= bound) this.#buckets[index] = (this.#buckets[index] ?? 0) + requests;
    });
  }

  /** A proxy that has seen no request exports no series of requests. */
  metrics(): string {
    if (this.#good + this.#bad === 0) return '';
    const latency = bucketBounds.map((bound, index) => {
      const le = bound === Infinity ? '+Inf' : String(bound);
      return `istio_request_duration_milliseconds_bucket{${this.#labels},le="${le}"} ${this.#buckets[index]}\n`;
    });
    return [
      `istio_requests_total{${this.#labels},response_code="200"} ${this.#good}\n`,
      `istio_requests_total{${this.#labels},response_code="503"} ${this.#bad}\n`,
      ...latency,
    ].join('');
  }
}

/**
 * Serves to a lab's Prometheus what the proxies of a workload's pods would export under a load. The requests go where
 * the cluster's own objects send them: the weights of the VirtualService choose a Service, its selector the pods, and
 * those that are Ready share them. So a canary gets requests exactly if the release gave it some. Every pod is a target
 * of its own from the moment it exists, as with the PodMonitor of dist, and answers once it is Ready.
 */
export async function serveMesh(options: MeshOptions): Promise<Mesh> {
  const { client, targets, workload, scrapeSeconds = 1 } = options;
  const proxies = new Map<string, Proxy>();
  const server = createServer((request, response) => {
    const proxy = proxies.get((request.url ?? '').slice(1));
    response.writeHead(proxy?.isServing === true ? 200 : 503, {
      'Content-Type': 'text/plain; version=0.0.4',
    });
    response.end(proxy?.metrics());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const targetFile = join(targets, `proxies-${workload}.json`);

  let load = options.requestsPerSecond;
  let lost = 0;
  const closed = new AbortController();

  function discover(pods: readonly KubernetesObject[]): void {
    const names = new Set(pods.map(({ metadata }) => metadata.name ?? ''));
    const isKnown = names.size === proxies.size && [...names].every((name) => proxies.has(name));
    if (isKnown) return;
    for (const name of proxies.keys()) if (!names.has(name)) proxies.delete(name);
    for (const name of names) if (!proxies.has(name)) proxies.set(name, new Proxy(workload));
    const groups = [...names].sort().map((pod) => ({
      targets: [address],
      labels: {
        job: 'monitoring/istio-proxies',
        namespace: workload,
        pod,
        instance: pod,
        __metrics_path__: `/${pod}`,
        __scrape_interval__: `${scrapeSeconds}s`,
        __scrape_timeout__: `${scrapeSeconds}s`,
      },
    }));
    writeWhole(targetFile, JSON.stringify(groups));
  }

  function send(requests: number, selector: Labels, pods: readonly KubernetesObject[]): void {
    const serving = pods.filter((pod) => isReady(pod) && isSelected(pod, selector));
    if (serving.length === 0) lost += requests;
    for (const pod of serving) {
      const answers = options.answersOf?.(pod) ?? { errorShare: 0, milliseconds: 50 };
      proxies.get(pod.metadata.name ?? '')?.count(requests / serving.length, answers);
    }
  }

  async function run(): Promise<void> {
    let last = performance.now();
    while (!closed.signal.aborted) {
      const [pods, routes] = await Promise.all([podsOf(client, workload), routesOf(client, workload)]);
      const now = performance.now();
      discover(pods);
      for (const pod of pods) {
        const proxy = proxies.get(pod.metadata.name ?? '');
        if (proxy) proxy.isServing = isReady(pod);
      }
      for (const { share, selector } of routes)
        if (share > 0) send((load * share * (now - last)) / 1000, selector, pods);
      last = now;
      await sleep(250);
    }
  }

  const running = run();
  // Told by close(); until then it must not end the process.
  running.catch(() => undefined);
  return {
    setLoad: (requestsPerSecond) => {
      load = requestsPerSecond;
    },
    lostRequests: () => lost,
    close: async () => {
      closed.abort();
      rmSync(targetFile, { force: true });
      server.closeAllConnections();
      server.close();
      await running;
    },
  };
}

type Labels = Readonly<Record<string, string>>;

interface Route {
  /** Of the requests, 0 to 1. */
  readonly share: number;
  readonly selector: Labels;
}

async function podsOf(client: ClusterClient, namespace: string): Promise<KubernetesObject[]> {
  return client.list('v1', 'Pod', namespace);
}

async function routesOf(client: ClusterClient, workload: string): Promise<Route[]> {
  const [services, virtualServices] = await Promise.all([
    client.list('v1', 'Service', workload),
    client.list('networking.istio.io/v1', 'VirtualService', workload),
  ]);
  const [virtualService] = virtualServices;
  const weights = virtualService ? weightsOf(virtualService) : { [workload]: 100 };
  return Object.entries(weights).map(([host, weight]) => {
    const service = services.find(({ metadata }) => metadata.name === host);
    const { selector = {} } = (service?.['spec'] ?? {}) as { readonly selector?: Labels };
    return { share: weight / 100, selector };
  });
}

/** Weight by Service, of the first route of a VirtualService. */
export function weightsOf(virtualService: KubernetesObject): Readonly<Record<string, number>> {
  const { http } = virtualService['spec'] as {
    readonly http: readonly {
      readonly route: readonly { destination: { host: string }; weight: number }[];
    }[];
  };
  return Object.fromEntries(
    (http[0]?.route ?? []).map(({ destination, weight }) => [destination.host, weight]),
  );
}

function isSelected({ metadata }: KubernetesObject, selector: Labels): boolean {
  return Object.entries(selector).every(([label, value]) => metadata.labels?.[label] === value);
}

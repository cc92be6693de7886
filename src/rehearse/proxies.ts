import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeWhole } from '../lab/state.ts';
import { isPlaced } from './pods.ts';
import { ofKind, type Seen } from './timeline.ts';

/** How often the pods are looked at. */
const lookMilliseconds = 500;

export interface IdleProxies {
  close(): Promise<void>;
}

/**
 * Answers the lab's Prometheus for the sidecars of all pods, as they would without any request: each is a target, up
 * once its pod has a node, as a sidecar is before its app, and tells nothing. So what a canary's analysis asks has an answer where it allows for no
 * requests; what requests would show, no rehearsal can know.
 *
 * @param targets folder of the target files that the cluster's Prometheus reads
 * @param pods those of the cluster, now
 */
export async function serveIdleProxies(targets: string, pods: () => Iterable<Seen>): Promise<IdleProxies> {
  let up = new Set<string>();
  const server = createServer((request, response) => {
    const isUp = up.has((request.url ?? '').slice(1));
    response.writeHead(isUp ? 200 : 503, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end('');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(targets, 'idle-proxies.json');
  let written = '';

  function look(): void {
    const found = ofKind(pods(), 'Pod').map(({ object }) => object);
    const pathOf = ({ metadata: { namespace, name } }: Seen['object']): string => `${namespace}/${name}`;
    up = new Set(found.filter(isPlaced).map(pathOf));
    const groups = found
      .map((pod) => ({ pod, path: pathOf(pod) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ pod, path }) => ({
        targets: [address],
        labels: {
          job: 'monitoring/istio-proxies',
          namespace: pod.metadata.namespace,
          pod: pod.metadata.name,
          instance: pod.metadata.name,
          __metrics_path__: `/${path}`,
        },
      }));
    const text = JSON.stringify(groups);
    if (text !== written) writeWhole(file, text);
    written = text;
  }

  look();
  const timer = setInterval(look, lookMilliseconds);
  return {
    close: async () => {
      clearInterval(timer);
      rmSync(file, { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

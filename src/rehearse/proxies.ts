import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeWhole } from '../lab/state.ts';
import { isPlaced } from './pods.ts';
import { ofKind, type Seen } from './timeline.ts';

export interface IdleProxies {
  close(): Promise<void>;
}

/**
 * Answers the lab's Prometheus for the sidecars of all pods, as they would without any request: each is up once its pod
 * has a node, as a sidecar is before its app, and tells nothing. So what a canary's analysis asks has an answer where
 * it allows for no requests; what requests would show, no rehearsal can know.
 *
 * One target tells of all of them, as Prometheus takes up what it newly discovers only each 5 s (`discovery/manager.go`),
 * in which a canary with shorter waits is over.
 *
 * @param targets folder of the target files that the cluster's Prometheus reads
 * @param pods those of the cluster, now
 */
export async function serveIdleProxies(targets: string, pods: () => Iterable<Seen>): Promise<IdleProxies> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(exposition(pods()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(targets, 'idle-proxies.json');
  writeWhole(file, JSON.stringify([{ targets: [address], labels: { job: 'monitoring/istio-proxies' } }]));
  return {
    close: async () => {
      rmSync(file, { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A pod without a node has no address, at which Prometheus would look for a sidecar. */
function exposition(pods: Iterable<Seen>): string {
  return ofKind(pods, 'Pod')
    .map(({ object }) => object)
    .filter(isPlaced)
    .map(({ metadata: { namespace, name } }) => `up{namespace="${namespace}",pod="${name}"} 1\n`)
    .join('');
}

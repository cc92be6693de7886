import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { BareCluster } from './bare-cluster.ts';

/** Puts of one transaction; etcd takes 128. */
const batch = 100;

/**
 * Writes ConfigMaps into the store of a cluster, as its API server keeps them: to ask for thousands would take most of a
 * test's time.
 */
export async function storeConfigMaps(
  { session, plane }: BareCluster,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const { pki, cluster } = plane;
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(pki.certificate('etcd-ca')),
    cert: readFileSync(pki.certificate('etcd-client')),
    key: readFileSync(pki.key('etcd-client')),
  });
  const url = `https://127.0.0.1:${await session.port(cluster.id, 'etcd', 'client')}/v3/kv/txn`;
  try {
    for (let first = 0; first < objects.length; first += batch) {
      const success = objects.slice(first, first + batch).map((object) => ({ request_put: put(object) }));
      const sent = request(url, { method: 'POST', agent }).end(JSON.stringify({ success }));
      const [answer] = await once(sent, 'response');
      const said = await text(answer);
      if (answer.statusCode !== 200) throw new Error(`etcd answers ${answer.statusCode}: ${said}`);
    }
  } finally {
    agent.destroy();
  }
}

function put({ metadata, ...object }: KubernetesObject): { readonly key: string; readonly value: string } {
  const stored = { uid: metadata.name, creationTimestamp: '2026-01-02T03:04:05Z', ...metadata };
  const encoded = (value: string): string => Buffer.from(value).toString('base64');
  return {
    key: encoded(`/registry/configmaps/${metadata.namespace}/${metadata.name}`),
    value: encoded(JSON.stringify({ ...object, metadata: stored })),
  };
}

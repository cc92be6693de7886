import type { ClusterClient } from '../../src/cluster/client.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

/** One change of one object. */
export interface Moment {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubernetesObject;
}

export interface History {
  /** What was there when it began. */
  readonly before: readonly KubernetesObject[];
  /** Every change since then, in order. */
  readonly changes: readonly Moment[];
}

export interface Recorder {
  stop(): Promise<History>;
}

/** A watch that is told to end after this long is followed by the next, which begins where it ended. */
const watchSeconds = 2;

interface WatchEvent {
  readonly type: Moment['type'] | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject;
}

/**
 * Records everything that happens to a collection's objects, however short it lasts: the API server itself tells, so
 * that nothing falls between two looks.
 *
 * @param collection path, e.g. `/api/v1/namespaces/shop/pods`
 */
export async function recordHistory(client: ClusterClient, collection: string): Promise<Recorder> {
  const { json } = await client.request({ path: collection });
  const { items, metadata } = json as {
    readonly items: readonly KubernetesObject[];
    readonly metadata: { readonly resourceVersion: string };
  };
  const changes: Moment[] = [];
  let resourceVersion = metadata.resourceVersion;
  const stopped = new AbortController();

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) await watchOnce();
    // What happened until now may still be on its way.
    await watchOnce();
  }

  async function watchOnce(): Promise<void> {
    const query = new URLSearchParams({ watch: '1', resourceVersion, timeoutSeconds: String(watchSeconds) });
    const { text } = await client.connection.send({ path: `${collection}?${query.toString()}` });
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const { type, object } = JSON.parse(line) as WatchEvent;
      if (type === 'ERROR') throw new Error(`the history of ${collection} broke off: ${line}`);
      resourceVersion = String(object.metadata['resourceVersion']);
      if (type !== 'BOOKMARK') changes.push({ type, object });
    }
  }

  const following = follow();
  following.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      await following;
      return { before: items, changes };
    },
  };
}

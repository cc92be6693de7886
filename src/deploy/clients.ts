import { ClusterClient } from '../cluster/client.ts';
import { type ClusterAddress, hasContext } from '../cluster/connection.ts';

/** The clusters that a deployment talks to, by the names that Applications have for them. */
export class Clients {
  readonly #clients = new Map<string, ClusterClient>();
  readonly #signal: AbortSignal;

  /** @param signal ends what they are asked, answered or not */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** @throws InputError if there is no such kubeconfig or context */
  open(cluster: string, address: ClusterAddress): ClusterClient {
    const client = ClusterClient.open(address, this.#signal);
    this.#clients.set(cluster, client);
    return client;
  }

  /** One that was opened, or whose context in the kubeconfig has its name. */
  find(cluster: string, kubeconfig: string | undefined): ClusterClient | undefined {
    const opened = this.#clients.get(cluster);
    if (opened) return opened;
    const address = { context: cluster, ...(kubeconfig !== undefined && { kubeconfig }) };
    return hasContext(address) ? this.open(cluster, address) : undefined;
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }
}

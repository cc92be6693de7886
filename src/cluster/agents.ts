import { Agent, type RequestOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';

type Credentials = Pick<RequestOptions, 'ca' | 'cert' | 'key'>;

/** Who asks more at once waits for a connection: with half as many, asking a distant server took twice as long. */
export const maxSockets = 16;

/**
 * Connections to one server that are kept open between requests. Certificates are read once for all of them, which takes
 * longer than a request; whoever is given others, as by a plugin, never gets a connection of the earlier ones.
 */
export class Agents {
  readonly #known: { readonly credentials: Credentials; readonly agent: Agent }[] = [];

  /** The options without the credentials, which their agent has. */
  withAgent({ ca, cert, key, ...options }: RequestOptions): RequestOptions {
    return { ...options, agent: this.#agentOf({ ca, cert, key }) };
  }

  close(): void {
    for (const { agent } of this.#known) agent.destroy();
  }

  #agentOf(credentials: Credentials): Agent {
    const known = this.#known.find((each) => isDeepStrictEqual(each.credentials, credentials));
    if (known !== undefined) return known.agent;
    const secureContext = createSecureContext(credentials);
    const agent = new Agent({ keepAlive: true, maxSockets, secureContext });
    this.#known.push({ credentials, agent });
    return agent;
  }
}

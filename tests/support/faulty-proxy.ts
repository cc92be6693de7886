import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as httpsRequest } from 'node:https';
import { createAuthority } from '../../src/lab/cluster/certificates.ts';

/**
 * What becomes of a request: `throttle`: the server says that it is asked too much; `cut`: half of the answer comes;
 * `hang`: none ever does; `die`: the proxy closes everything, and takes no more connections.
 */
export type Fault = 'pass' | 'throttle' | 'cut' | 'hang' | 'die';

export interface FaultyProxy {
  readonly server: string;
  /** PEM of the authority that a client must trust. */
  readonly ca: string;
  close(): void;
}

/**
 * A server on loopback that passes requests on to an API server, as whoever sends them, and does to some what networks do.
 *
 * @param fault is given how often the same path was asked for before
 */
export async function startFaultyProxy(
  upstream: { readonly server: string; readonly ca: string },
  fault: (path: string, earlier: number) => Fault,
): Promise<FaultyProxy> {
  const authority = await createAuthority('proxy ca');
  const { certificate, privateKey } = await authority.issue({ commonName: 'proxy', hosts: ['127.0.0.1'] });
  const asked = new Map<string, number>();
  const proxy = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const path = request.url ?? '';
    const earlier = asked.get(path) ?? 0;
    asked.set(path, earlier + 1);
    switch (fault(path, earlier)) {
      case 'hang':
        return;
      case 'die':
        close();
        return;
      case 'throttle':
        throttle(response);
        return;
      case 'cut':
        pass(upstream, request, response, true);
        return;
      case 'pass':
        pass(upstream, request, response, false);
    }
  });
  const close = (): void => {
    proxy.close();
    proxy.closeAllConnections();
  };
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as { port: number };
  return { server: `https://127.0.0.1:${port}`, ca: authority.certificate, close };
}

/** As an API server answers (apimachinery, `NewTooManyRequests`). */
function throttle(response: ServerResponse): void {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'TooManyRequests',
    message: 'the server is busy',
    details: { retryAfterSeconds: 1 },
    code: 429,
  };
  response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': '1' });
  response.end(JSON.stringify(status));
}

function pass(
  { server, ca }: { readonly server: string; readonly ca: string },
  request: IncomingMessage,
  response: ServerResponse,
  isCut: boolean,
): void {
  const { host: _, ...headers } = request.headers;
  const onward = httpsRequest(
    new URL(request.url ?? '', server),
    { method: request.method, headers, ca },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!isCut) {
        answer.pipe(response);
        return;
      }
      answer.once('data', (chunk: Buffer) => {
        response.write(chunk.subarray(0, chunk.length / 2));
        setTimeout(() => response.destroy(), 20);
      });
    },
  );
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

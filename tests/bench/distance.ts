/**
 * Servers on this machine as if they were far away: in between stands a thread that holds back what either side sends.
 * A thread, as whoever measures waits for programs and can do nothing else meanwhile.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface Distance {
  /** Ports in the order of those that were given. */
  readonly ports: readonly number[];
  close(): Promise<void>;
}

interface Given {
  readonly ports: readonly number[];
  readonly roundTripMilliseconds: number;
}

export async function atDistance(given: Given): Promise<Distance> {
  const thread = new Worker(new URL(import.meta.url), { workerData: given });
  const [ports] = (await once(thread, 'message')) as [readonly number[]];
  return { ports, close: async () => void (await thread.terminate()) };
}

/** Passes on in order, each piece when it has been under way for long enough. */
function delay(from: Socket, to: Socket, milliseconds: number): void {
  from.on('data', (piece) => setTimeout(() => to.write(piece), milliseconds));
  from.on('end', () => setTimeout(() => to.end(), milliseconds));
  // What ends one side ends the other; whoever asked is told by that.
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
}

async function stand(port: number, oneWayMilliseconds: number): Promise<number> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    delay(near, far, oneWayMilliseconds);
    delay(far, near, oneWayMilliseconds);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { readonly port: number }).port;
}

if (parentPort !== null) {
  const { ports, roundTripMilliseconds } = workerData as Given;
  const own = await Promise.all(ports.map(async (port) => stand(port, roundTripMilliseconds / 2)));
  parentPort.postMessage(own, []);
}

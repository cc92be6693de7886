import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { InputError } from '../report/errors.ts';
import { unjudged } from './failures.ts';

/** A port that is held until its program is about to open it, so that nothing else gets it meanwhile. */
export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * Where ports are chosen: below what systems give to outgoing connections (Linux from 32768, macOS from 49152) and below
 * Kubernetes' node ports (30000 to 32767), so that none of these takes a port between its release and its opening.
 */
const range = { from: 20_000, to: 30_000 };

/** How many ports are tried before the range counts as full. */
const tries = 1000;

/**
 * Chooses a port that is free on loopback.
 *
 * @param isGiven whether a program has been given the port already, which it may not have opened yet
 * @throws InputError if none is free
 */
export async function holdFreePort(isGiven: (port: number) => boolean): Promise<HeldPort> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const port = randomInt(range.from, range.to);
    const server = isGiven(port) ? undefined : await listen(port);
    if (server) return { port, release: async () => close(server) };
  }
  const message = `no port of 127.0.0.1 from ${range.from} to ${range.to - 1} is free, of ${tries} that were tried`;
  throw new InputError([unjudged('lab-no-port', message, 'end programs that listen there')]);
}

/** Whether a program could listen on the port now. */
export async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server) await close(server);
  return server !== undefined;
}

/** `undefined` if something else listens there. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server.unref()));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

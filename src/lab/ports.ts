import { createServer, type Server } from 'node:net';

/** A port that is held until its program is about to open it, so that nothing else gets it meanwhile. */
export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

/** Lets the system choose a port that is free on loopback. */
export async function holdFreePort(): Promise<HeldPort> {
  const server = await listen(0);
  if (!server) throw new Error('no port on 127.0.0.1 is free');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return { port: address.port, release: async () => close(server) };
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

import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { connect } from 'node:net';
import type { Readiness } from './spec.ts';

/** Milliseconds. */
const requestTimeout = 5000;

/** Whether the program answers that it works, within five seconds. */
export async function isReady({ url, caFile, certFile, keyFile }: Readiness): Promise<boolean> {
  if (url.startsWith('tcp:')) return accepts(new URL(url));
  const options: https.RequestOptions = {
    timeout: requestTimeout,
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  };
  return new Promise((resolve) => {
    // Without an agent no connection stays open that would keep the caller running.
    const get = url.startsWith('https:') ? https.get : http.get;
    const request = get(url, { ...options, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Whether something takes connections there. */
async function accepts({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: requestTimeout });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

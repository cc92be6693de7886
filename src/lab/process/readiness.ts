import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Readiness } from './spec.ts';

/** Milliseconds. */
const requestTimeout = 5000;

/** Whether the program answers that it works, within five seconds. */
export async function isReady({ url, caFile, certFile, keyFile }: Readiness): Promise<boolean> {
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

import { readFileSync } from 'node:fs';
import * as https from 'node:https';
import { text } from 'node:stream/consumers';
import { InputError } from '../../report/errors.ts';
import { unjudged } from '../failures.ts';
import type { Pki } from './pki.ts';

/** Milliseconds. */
const requestTimeout = 10_000;

/**
 * Writes entries that a store does not have yet: an API server that starts afterwards finds them there.
 *
 * @param etcd its URL
 * @throws Error with what the store answered
 */
export async function fillStore(etcd: string, pki: Pki, entries: ReadonlyMap<string, string>): Promise<void> {
  const agent = new https.Agent({
    keepAlive: true,
    maxSockets: 4,
    ca: readFileSync(pki.certificate('etcd-ca')),
    cert: readFileSync(pki.certificate('etcd-client')),
    key: readFileSync(pki.key('etcd-client')),
  });
  try {
    await Promise.all(
      [...entries].map(async ([key, value]) => putNew(`${etcd}/v3/kv/txn`, agent, key, value)),
    );
  } finally {
    agent.destroy();
  }
}

/** As JSON to etcd's gateway (https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/): a revision of 0 is of no entry. */
async function putNew(url: string, agent: https.Agent, key: string, value: string): Promise<void> {
  const place = Buffer.from(key).toString('base64');
  const body = JSON.stringify({
    compare: [{ key: place, target: 'CREATE', result: 'EQUAL', create_revision: '0' }],
    success: [{ request_put: { key: place, value: Buffer.from(value).toString('base64') } }],
  });
  const { status, answer } = await post(url, agent, body);
  if (status !== 200) {
    const message = `etcd does not take ${key}: ${status} ${answer}`;
    throw new InputError([
      unjudged('lab-store', message, 'read plumb lab logs; plumb lab down and up start anew'),
    ]);
  }
}

async function post(
  url: string,
  agent: https.Agent,
  body: string,
): Promise<{ readonly status: number | undefined; readonly answer: string }> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: 'POST', agent, timeout: requestTimeout }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode, answer }), reject);
    });
    request.on('timeout', () =>
      request.destroy(new Error(`etcd did not answer within ${requestTimeout} ms`)),
    );
    request.on('error', reject);
    request.end(body);
  });
}

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { createAuthority, createSigningKey, type KeyPair } from '../../../src/lab/cluster/certificates.ts';

test('an authority signs what it issues, with the names that were asked for', async () => {
  const authority = await createAuthority('test ca');
  const issued = await authority.issue({
    commonName: 'system:kube-scheduler',
    organizations: ['one', 'two:three'],
    hosts: ['localhost', '127.0.0.1'],
  });
  const [ca, leaf] = [new X509Certificate(authority.certificate), new X509Certificate(issued.certificate)];
  expect(ca.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.issuer).toBe('CN=test ca');
  expect(leaf.subject.split('\n')).toEqual(['CN=system:kube-scheduler', 'O=one', 'O=two:three']);
  expect(leaf.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
});

test('two authorities do not vouch for each other', async () => {
  const [one, other] = await Promise.all([createAuthority('ca'), createAuthority('ca')]);
  const { certificate } = await one.issue({ commonName: 'user' });
  expect(new X509Certificate(certificate).verify(new X509Certificate(other.certificate).publicKey)).toBe(
    false,
  );
});

/** Asks a server over TLS that both sides check. */
async function exchange(server: KeyPair, client: KeyPair, authority: string): Promise<string> {
  const listener = createServer(
    {
      cert: server.certificate,
      key: server.privateKey,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(String(subject.CN));
    },
  ).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  try {
    return await new Promise((resolve, reject) => {
      const options = { ca: authority, cert: client.certificate, key: client.privateKey, agent: false };
      get(`https://127.0.0.1:${port}/`, options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      }).on('error', reject);
    });
  } finally {
    listener.close();
  }
}

test('servers and clients accept each other with them', async () => {
  const authority = await createAuthority('ca');
  const server = await authority.issue({ commonName: 'server', hosts: ['127.0.0.1'] });
  const client = await authority.issue({ commonName: 'admin' });
  expect(await exchange(server, client, authority.certificate)).toBe('admin');
});

test('a certificate without hosts serves nobody', async () => {
  const authority = await createAuthority('ca');
  const client = await authority.issue({ commonName: 'admin' });
  await expect(exchange(client, client, authority.certificate)).rejects.toThrow(/purpose/);
});

test('a client of another authority is turned away', async () => {
  const [authority, stranger] = await Promise.all([createAuthority('ca'), createAuthority('ca')]);
  const server = await authority.issue({ commonName: 'server', hosts: ['127.0.0.1'] });
  const client = await stranger.issue({ commonName: 'admin' });
  await expect(exchange(server, client, authority.certificate)).rejects.toThrow(
    /self-signed|unable to verify|unknown|reset|hang up/i,
  );
});

test('signing keys are elliptic', () => {
  const { privateKey, publicKey } = createSigningKey();
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
});

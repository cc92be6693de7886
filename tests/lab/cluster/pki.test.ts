import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubeconfig } from '../../../src/lab/cluster/kubeconfig.ts';
import { ensurePki } from '../../../src/lab/cluster/pki.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function certificate(file: string): X509Certificate {
  return new X509Certificate(readFileSync(file));
}

test('no key of an authority is kept, and only the owner can read the others', async () => {
  const { folder } = await ensurePki(temporaryFolder(), 'test');
  const files = readdirSync(folder);
  expect(files.filter((name) => name.endsWith('ca.key'))).toEqual([]);
  expect(files.filter((name) => name.endsWith('ca.crt')).sort()).toEqual([
    'ca.crt',
    'etcd-ca.crt',
    'front-proxy-ca.crt',
  ]);
  for (const name of files) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

test('the front proxy has an authority of its own: no user can pass for it', async () => {
  const pki = await ensurePki(temporaryFolder(), 'test');
  const issuer = (name: string): string => certificate(pki.certificate(name)).issuer;
  expect(issuer('front-proxy-client')).toBe('CN=test front-proxy-ca');
  expect(issuer('admin')).toBe('CN=test ca');
  expect(issuer('kwok')).toBe('CN=test ca');
  expect(issuer('etcd-client')).toBe('CN=test etcd-ca');
});

test('what is there stays', async () => {
  const folder = temporaryFolder();
  const first = await ensurePki(folder, 'test');
  const before = readFileSync(first.ca);
  expect(readFileSync((await ensurePki(folder, 'test')).ca)).toEqual(before);
});

test('a kubeconfig holds its certificates, and no wish to skip their verification', async () => {
  const pki = await ensurePki(temporaryFolder(), 'test');
  const source = { server: 'https://127.0.0.1:1', pki, user: 'admin' as const };
  const text = kubeconfig([
    { ...source, name: 'one' },
    { ...source, name: 'two', namespace: 'argocd' },
  ]);
  expect(text).not.toContain('insecure');
  const document = JSON.parse(text) as {
    'current-context': string;
    contexts: { name: string; context: unknown }[];
    users: { user: Record<string, string> }[];
  };
  expect(document['current-context']).toBe('one');
  expect(document.contexts).toEqual([
    { name: 'one', context: { cluster: 'one', user: 'one' } },
    { name: 'two', context: { cluster: 'two', user: 'two', namespace: 'argocd' } },
  ]);
  const encoded = document.users[0]?.user['client-certificate-data'] ?? '';
  expect(certificate(pki.certificate('admin')).raw).toEqual(
    new X509Certificate(Buffer.from(encoded, 'base64')).raw,
  );
});

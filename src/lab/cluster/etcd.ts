import { join } from 'node:path';
import type { LabSession } from '../session.ts';
import type { Pki } from './pki.ts';

/** Starts the store of a cluster and returns the URL that it serves clients at. */
export async function ensureEtcd(session: LabSession, cluster: string, pki: Pki): Promise<string> {
  const program = await session.programs.program('etcd');
  await session.ensure(cluster, 'etcd', async (port) => {
    const client = `https://127.0.0.1:${await port('client')}`;
    const peer = `https://127.0.0.1:${await port('peer')}`;
    const serving = {
      certificate: pki.certificate('etcd'),
      key: pki.key('etcd'),
      ca: pki.certificate('etcd-ca'),
    };
    return {
      program,
      args: [
        `--data-dir=${join(session.clusterFolder(cluster), 'etcd')}`,
        `--listen-client-urls=${client}`,
        `--advertise-client-urls=${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=default=${peer}`,
        `--cert-file=${serving.certificate}`,
        `--key-file=${serving.key}`,
        `--trusted-ca-file=${serving.ca}`,
        '--client-cert-auth',
        `--peer-cert-file=${serving.certificate}`,
        `--peer-key-file=${serving.key}`,
        `--peer-trusted-ca-file=${serving.ca}`,
        '--peer-client-cert-auth',
        // A lab does not outlive a power failure anyway, and syncing each write makes it several times slower.
        '--unsafe-no-fsync',
        '--log-level=warn',
      ],
      env: {},
      stop: 'store',
      ready: {
        url: `${client}/readyz`,
        caFile: serving.ca,
        certFile: pki.certificate('etcd-client'),
        keyFile: pki.key('etcd-client'),
      },
    };
  });
  return `https://127.0.0.1:${await session.port(cluster, 'etcd', 'client')}`;
}

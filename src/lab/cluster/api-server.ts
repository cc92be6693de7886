import type { LabSession } from '../session.ts';
import { frontProxyName, type Pki } from './pki.ts';

/**
 * Starts the API server of a cluster and returns its URL. Users are told by client certificates, rights by RBAC, and
 * the aggregation layer is on: extension API servers trust it by an authority of its own and check its name.
 */
export async function ensureApiServer(
  session: LabSession,
  cluster: string,
  pki: Pki,
  etcd: string,
): Promise<string> {
  const program = await session.programs.program('kube-apiserver');
  await session.ensure(cluster, 'kube-apiserver', async (port) => {
    const securePort = await port('https');
    return {
      program,
      args: [
        `--etcd-servers=${etcd}`,
        `--etcd-cafile=${pki.certificate('etcd-ca')}`,
        `--etcd-certfile=${pki.certificate('etcd-client')}`,
        `--etcd-keyfile=${pki.key('etcd-client')}`,
        '--bind-address=127.0.0.1',
        `--secure-port=${securePort}`,
        `--tls-cert-file=${pki.certificate('kube-apiserver')}`,
        `--tls-private-key-file=${pki.key('kube-apiserver')}`,
        `--client-ca-file=${pki.ca}`,
        '--anonymous-auth=false',
        '--authorization-mode=RBAC',
        // As every cluster lets its networks and disks have, whatever policies say of others; it is off by default.
        '--allow-privileged=true',
        `--service-account-key-file=${pki.folder}/service-account.pub`,
        `--service-account-signing-key-file=${pki.key('service-account')}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        '--service-cluster-ip-range=10.96.0.0/16',
        `--requestheader-client-ca-file=${pki.certificate('front-proxy-ca')}`,
        `--requestheader-allowed-names=${frontProxyName}`,
        '--requestheader-username-headers=X-Remote-User',
        '--requestheader-group-headers=X-Remote-Group',
        '--requestheader-extra-headers-prefix=X-Remote-Extra-',
        `--proxy-client-cert-file=${pki.certificate('front-proxy-client')}`,
        `--proxy-client-key-file=${pki.key('front-proxy-client')}`,
      ],
      env: {},
      stop: 'api-server',
      ready: {
        url: `https://127.0.0.1:${securePort}/readyz`,
        caFile: pki.ca,
        certFile: pki.certificate('admin'),
        keyFile: pki.key('admin'),
      },
    };
  });
  return `https://127.0.0.1:${await session.port(cluster, 'kube-apiserver', 'https')}`;
}

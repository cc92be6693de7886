import type { LabSession } from '../session.ts';
import type { Pki } from './pki.ts';

export async function ensureScheduler(
  session: LabSession,
  cluster: string,
  pki: Pki,
  kubeconfigFile: string,
): Promise<void> {
  const program = await session.programs.program('kube-scheduler');
  await session.ensure(cluster, 'kube-scheduler', async (port) => {
    const securePort = await port('https');
    return {
      program,
      args: [
        `--kubeconfig=${kubeconfigFile}`,
        `--authentication-kubeconfig=${kubeconfigFile}`,
        `--authorization-kubeconfig=${kubeconfigFile}`,
        '--bind-address=127.0.0.1',
        `--secure-port=${securePort}`,
        `--tls-cert-file=${pki.certificate('loopback')}`,
        `--tls-private-key-file=${pki.key('loopback')}`,
        '--leader-elect=false',
      ],
      env: {},
      stop: 'core',
      ready: { url: `https://127.0.0.1:${securePort}/healthz`, caFile: pki.ca },
    };
  });
}

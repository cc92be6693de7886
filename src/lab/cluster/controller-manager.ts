import type { LabSession } from '../session.ts';
import type { Pki } from './pki.ts';

/** Starts Kubernetes' own controllers, each with its own service account as in a real cluster. */
export async function ensureControllerManager(
  session: LabSession,
  cluster: string,
  pki: Pki,
  kubeconfigFile: string,
): Promise<void> {
  const program = await session.programs.program('kube-controller-manager');
  await session.ensure(cluster, 'kube-controller-manager', async (port) => {
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
        `--service-account-private-key-file=${pki.key('service-account')}`,
        `--root-ca-file=${pki.ca}`,
        '--use-service-account-credentials',
        '--leader-elect=false',
        // Real clusters look every 15 s and wait five minutes before they scale down: proofs would take as long.
        '--horizontal-pod-autoscaler-sync-period=2s',
        '--horizontal-pod-autoscaler-downscale-stabilization=10s',
      ],
      env: {},
      stop: 'core',
      ready: { url: `https://127.0.0.1:${securePort}/healthz`, caFile: pki.ca },
    };
  });
}

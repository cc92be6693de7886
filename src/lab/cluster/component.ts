import type { LabSession } from '../session.ts';
import type { Pki } from './pki.ts';

/** A program of the control plane that works through the API server. */
export interface Component {
  readonly name: 'kube-controller-manager' | 'kube-scheduler';
  readonly kubeconfigFile: string;
  /** Besides those that all components take. */
  readonly args: readonly string[];
}

export async function ensureComponent(
  session: LabSession,
  cluster: string,
  pki: Pki,
  { name, kubeconfigFile, args }: Component,
): Promise<void> {
  const program = await session.programs.program(name);
  await session.ensure(cluster, name, async (port) => {
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
        ...args,
      ],
      env: {},
      stop: 'core',
      ready: { url: `https://127.0.0.1:${securePort}/healthz`, caFile: pki.ca },
    };
  });
}

/** Kubernetes' own controllers, each with its own service account as in a real cluster. */
export function controllerManager(pki: Pki, kubeconfigFile: string): Component {
  return {
    name: 'kube-controller-manager',
    kubeconfigFile,
    args: [
      `--service-account-private-key-file=${pki.key('service-account')}`,
      `--root-ca-file=${pki.ca}`,
      '--use-service-account-credentials',
      // Five policies at once, as by default, take both processors for seconds, and what pods wait for comes after.
      '--concurrent-validating-admission-policy-status-syncs=1',
    ],
  };
}

export function scheduler(kubeconfigFile: string): Component {
  return { name: 'kube-scheduler', kubeconfigFile, args: [] };
}

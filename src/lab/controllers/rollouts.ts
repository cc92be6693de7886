import type { ControlPlane } from '../cluster/control-plane.ts';
import type { LabSession } from '../session.ts';
import { applyAll, namespace } from './apply.ts';

export async function ensureRollouts(session: LabSession, plane: ControlPlane): Promise<void> {
  const program = await session.programs.program('rollouts-controller');
  await applyAll(plane.client, [namespace('argo-rollouts')]);
  await session.ensure(plane.cluster.id, 'rollouts', async (port) => {
    const health = await port('health');
    return {
      program,
      args: [
        `--kubeconfig=${plane.kubeconfigOf('rollouts')}`,
        '--namespace=argo-rollouts',
        '--leader-elect=false',
        `--metricsPort=${await port('metrics')}`,
        `--healthzPort=${health}`,
      ],
      env: {},
      stop: 'controller',
      ready: { url: `http://127.0.0.1:${health}/healthz` },
    };
  });
}

import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { missingReferences } from '../observe/references.ts';
import { nameOf } from '../timeline.ts';

/**
 * What runs goes on without it, no kubelet of the lab mounts anything, and Argo Rollouts looks for AnalysisTemplates only
 * when it looks at their Rollout: so nothing happens until pods move to other nodes, or with the next release.
 *
 * Sources: `makeEnvironmentVariables` (pkg/kubelet/kubelet_pods.go) and `MakePayload` (pkg/volume/{configmap,secret}) of
 * Kubernetes 1.34; `getReferencedRolloutAnalyses` (rollout/controller.go) of Argo Rollouts 1.10.
 */
export function referenceFindings(move: Move): Finding[] {
  if (move.direction === 'back') return [];
  return missingReferences(move).map(({ by, kind, name, key }) => {
    const what = `${key === undefined ? '' : `the key ${key} of `}the ${kind} ${name}, which is not there`;
    const isOfPods = kind === 'ConfigMap' || kind === 'Secret';
    return {
      severity: 'error',
      rule: isOfPods ? 'next-pod-refused' : 'missing-reference',
      message: isOfPods
        ? `its pods need ${what}: a kubelet would not start the next one`
        : `its analyses need ${what}: its next release would be refused as InvalidSpec`,
      subject: `${by.cluster} ${nameOf(by.object)}`,
      next: 'keep it in git for as long as it is asked for, or change what asks for it in the same commit',
    };
  });
}

import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { hookName } from '../observe/hooks.ts';
import { type LateNeed, lateNeeds, type Place } from '../observe/order.ts';
import { missingReferences, type Need } from '../observe/references.ts';

/**
 * What runs goes on without it, no kubelet of the lab mounts anything, and Argo Rollouts looks for AnalysisTemplates
 * and Services only when it looks at their Rollout: so nothing happens until pods move to other nodes, or with the next release.
 *
 * Sources: `makeEnvironmentVariables` (pkg/kubelet/kubelet_pods.go) and `MakePayload` (pkg/volume/{configmap,secret}) of
 * Kubernetes 1.34; `getReferencedRolloutAnalyses` and `getReferencedServices` (rollout/controller.go) of Argo Rollouts 1.10.
 */
export function referenceFindings(move: Move): Finding[] {
  if (move.direction === 'back') return [];
  const missing = missingReferences(move).map((need) => ({
    severity: 'error' as const,
    rule: need.use === 'pods' ? 'next-pod-refused' : 'missing-reference',
    message: messageOf(need),
    subject: `${need.by.cluster} ${hookName(need.by.object)}`,
    next: 'keep it in git for as long as it is asked for, or change what asks for it in the same commit',
  }));
  return [...missing, ...lateNeeds(move).map(lateFinding)];
}

function lateFinding(late: LateNeed): Finding {
  const { by, place, needPlace } = late;
  return {
    severity: 'error',
    rule: 'needed-too-early',
    message: `its pods need ${nameOfNeed(late)}, which its sync brings ${wordsOf(needPlace)}, and the pods ${wordsOf(place)}: Argo CD waits for the pods, and they wait for it`,
    subject: `${by.cluster} ${hookName(by.object)}`,
    next: 'let it come no later than the pods: sync-wave, and for hooks of PreSync a hook of PreSync',
  };
}

const phaseNames = ['PreSync', 'Sync', 'PostSync'];

function wordsOf({ phase, wave }: Place): string {
  return `in wave ${wave} of ${phaseNames[phase] ?? phase}`;
}

function nameOfNeed({ kind, name, key }: Need): string {
  return `${key === undefined ? '' : `the key ${key} of `}the ${kind} ${name}`;
}

function messageOf(need: Need): string {
  const { by, use } = need;
  const what = `${nameOfNeed(need)}, which is not there`;
  if (use === 'pods') return `its pods need ${what}: a kubelet would not start the next one`;
  const who = use === 'analyses' ? 'its analyses need' : 'it needs';
  // A DestinationRule it looks for only on the way.
  const isRefused = by.object.kind === 'Rollout' && need.kind !== 'DestinationRule';
  return `${who} ${what}${isRefused ? ': its next release would be refused as InvalidSpec' : ''}`;
}

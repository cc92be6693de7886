/** How a workload without traffic weights moves to a new version, and how many pods a move may add. */
import type { Construct } from 'constructs';
import type { Deployment } from '../kubernetes/1.34/types/apps_v1.ts';
import type { Rollout } from '../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { CanaryStrategy } from './canary/steps.ts';
import { loadAnnotations } from './load-annotations.ts';
import { Manifest } from './manifest.ts';
import type { WorkloadPods } from './pods/pods.ts';
import type { ReplicaBounds } from './replicas.ts';
import { DEPLOYMENT, ROLLOUT, type WorkloadReference } from './workload.ts';

/** Old versions kept to go back to; git keeps the rest. */
const REVISION_HISTORY_LIMIT = 3;

/** Share of the replicas that a rolling update starts before it stops old ones. */
const SURGE_PERCENT = 25;

/** Label by which each controller tells the revisions of its pods apart. */
export const REVISION_LABELS = {
  deployment: 'pod-template-hash',
  rollout: 'rollouts-pod-template-hash',
} as const;

/** Most pods of a rolling update. */
export function podsOfRollingUpdate({ max }: ReplicaBounds): number {
  return max + Math.ceil((max * SURGE_PERCENT) / 100);
}

/** Most pods of a canary release: at its end both versions stand at full size, until the old one is stopped. */
export function podsOfCanary({ max }: ReplicaBounds): number {
  return 2 * max;
}

/** A Deployment that never has fewer ready pods than it should. */
export function deployment(scope: Construct, pods: WorkloadPods, replicas: ReplicaBounds): WorkloadReference {
  new Manifest<Deployment>(scope, 'deployment', {
    ...DEPLOYMENT,
    metadata: metadataOf(pods),
    spec: {
      ...fixedReplicas(replicas),
      revisionHistoryLimit: REVISION_HISTORY_LIMIT,
      selector: { matchLabels: pods.selector },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: `${SURGE_PERCENT}%`, maxUnavailable: 0 },
      },
      template: pods.template,
    },
  });
  return { ...DEPLOYMENT, name: pods.workloadName };
}

/** A Rollout whose new versions take over by the steps of a canary. */
export function rollout(
  scope: Construct,
  pods: WorkloadPods,
  replicas: ReplicaBounds,
  canary: CanaryStrategy,
): WorkloadReference {
  new Manifest<Rollout>(scope, 'rollout', {
    ...ROLLOUT,
    metadata: metadataOf(pods),
    spec: {
      ...fixedReplicas(replicas),
      revisionHistoryLimit: REVISION_HISTORY_LIMIT,
      selector: { matchLabels: pods.selector },
      strategy: { canary },
      template: pods.template,
    },
  });
  return { ...ROLLOUT, name: pods.workloadName };
}

/** Name, component and load profile of the object that makes the pods. */
export function metadataOf(pods: WorkloadPods) {
  return {
    name: pods.workloadName,
    labels: pods.selector,
    annotations: loadAnnotations(pods.context.load),
  };
}

/** Nothing where a scaler owns the field. */
export function fixedReplicas({ scaled, max }: ReplicaBounds): { readonly replicas?: number } {
  return scaled ? {} : { replicas: max };
}

import type { Cluster } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';
import { scaledValue } from './int-or-percent.ts';
import { scaleOf } from './scale.ts';

/**
 * The most pods that a workload has at the same time: its most replicas, and those that a release adds. `undefined`
 * for a DaemonSet, whose pods are as many as its nodes. Pods that are being deleted are not counted; of a CronJob one
 * run is.
 */
export function peakPods(cluster: Cluster, workload: FleetObject): number | undefined {
  if (workload.type === 'apps/DaemonSet') return undefined;
  if (workload.type === 'batch/Job') return workload.number('spec.parallelism') ?? 1;
  if (workload.type === 'batch/CronJob') return workload.number('spec.jobTemplate.spec.parallelism') ?? 1;
  if (workload.type === 'keda.sh/ScaledJob') {
    // GetMaxReplicaCount in apis/keda/v1alpha1/scaledjob_types.go
    const jobs = workload.number('spec.maxReplicaCount') ?? 100;
    return jobs * (workload.number('spec.jobTargetRef.parallelism') ?? 1);
  }
  const replicas = scaleOf(cluster, workload)?.max ?? 1;
  if (workload.type === 'apps/Deployment') return replicas + deploymentSurge(workload, replicas);
  return workload.type === 'argoproj.io/Rollout' ? rolloutPeak(workload, replicas) : replicas;
}

/** Default: 25 % (pkg/apis/apps/v1/defaults.go), rounded up (`ResolveFenceposts`, pkg/controller/deployment/util). */
function deploymentSurge(deployment: FleetObject, replicas: number): number {
  if (deployment.text('spec.strategy.type') === 'Recreate') return 0;
  return scaledValue(deployment.value('spec.strategy.rollingUpdate.maxSurge') ?? '25%', replicas) ?? 0;
}

/**
 * Both versions fully scaled, where traffic is shifted by weights or all at once; with dynamicStableScale the old one
 * shrinks as weights move (`CalculateReplicaCountsForTrafficRoutedCanary`, argo-rollouts utils/replicaset/canary.go);
 * else maxSurge, 25 % by default (utils/defaults/defaults.go).
 */
function rolloutPeak(rollout: FleetObject, replicas: number): number {
  const canary = rollout.fields('spec.strategy.canary');
  if (rollout.maps('spec.strategy.blueGreen').length > 0) return 2 * replicas;
  if (canary['trafficRouting'] === undefined)
    return replicas + (scaledValue(canary['maxSurge'] ?? '25%', replicas) ?? 0);
  if (canary['dynamicStableScale'] !== true) return 2 * replicas;
  const weights = [0, ...rollout.maps('spec.strategy.canary.steps[]').flatMap(weightOf), 100];
  const share = (weight: number): number => Math.ceil((weight * replicas) / 100);
  return Math.max(
    ...weights.slice(1).map((weight, index) => share(weight) + share(100 - (weights[index] ?? 0))),
  );
}

function weightOf({ value }: { readonly value: Readonly<Record<string, unknown>> }): number[] {
  const { setWeight } = value;
  return typeof setWeight === 'number' ? [setWeight] : [];
}

import { type ScaleTarget, scaleTargetOf } from '../../../kubernetes/scale-target.ts';
import type { Cluster } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';

/** Kinds whose pods are counted by `spec.replicas`. */
const scaledTypes: ReadonlySet<string> = new Set([
  'ReplicationController',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
]);

export const scalerTypes = ['keda.sh/ScaledObject', 'autoscaling/HorizontalPodAutoscaler'] as const;

/** How many replicas a workload can have. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** What it runs while its metrics cannot be read: its minimum, or KEDA's fallback if that is more. */
  readonly planned: number;
  /** What decides it; `undefined` where `spec.replicas` does. */
  readonly scaler: FleetObject | undefined;
}

/** @param scaler a ScaledObject or a HorizontalPodAutoscaler */
export function targetOf(scaler: FleetObject): ScaleTarget | undefined {
  return scaleTargetOf(scaler.type, scaler.object);
}

/** Everything that scales a workload. */
export function scalersOf(cluster: Cluster, { type, namespace, name }: FleetObject): readonly FleetObject[] {
  return scalerTypes
    .flatMap((each) => cluster.ofType(each, namespace))
    .filter((scaler) => {
      const target = targetOf(scaler);
      return target?.type === type && target.name === name;
    });
}

/**
 * The bounds of a workload's replicas; `undefined` for kinds that have none. Of several scalers the first counts.
 *
 * Defaults: `spec.replicas` 1 (pkg/apis/apps/v1/defaults.go), an HPA's minReplicas 1 (pkg/apis/autoscaling/v2/defaults.go),
 * a ScaledObject's minReplicaCount 0 and maxReplicaCount 100 (apis/keda/v1alpha1/scaledobject_types.go).
 */
export function scaleOf(cluster: Cluster, workload: FleetObject): Scale | undefined {
  if (!scaledTypes.has(workload.type)) return undefined;
  const [scaler] = scalersOf(cluster, workload);
  if (scaler === undefined) {
    const replicas = workload.number('spec.replicas') ?? 1;
    return { min: replicas, max: replicas, planned: replicas, scaler };
  }
  if (scaler.type === 'autoscaling/HorizontalPodAutoscaler') {
    const min = scaler.number('spec.minReplicas') ?? 1;
    return { min, max: scaler.number('spec.maxReplicas') ?? min, planned: min, scaler };
  }
  return scaledObjectScale(scaler);
}

function scaledObjectScale(scaler: FleetObject): Scale {
  const paused = Number.parseInt(scaler.annotation('autoscaling.keda.sh/paused-replicas') ?? '', 10);
  if (!Number.isNaN(paused)) return { min: paused, max: paused, planned: paused, scaler };
  const min = scaler.number('spec.minReplicaCount') ?? 0;
  return {
    // Below the minimum, while no trigger is active.
    min: scaler.number('spec.idleReplicaCount') ?? min,
    max: scaler.number('spec.maxReplicaCount') ?? 100,
    planned: Math.max(min, scaler.number('spec.fallback.replicas') ?? 0),
    scaler,
  };
}

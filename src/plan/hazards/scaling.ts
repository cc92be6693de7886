import { formatPath } from '../../manifest/path.ts';
import { changesOf, type Hazard, type Reviewed } from './hazard.ts';

/** Within which a scaler may move. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  'autoscaling/HorizontalPodAutoscaler': ['spec.minReplicas', 'spec.maxReplicas'],
  'keda.sh/ScaledJob': ['spec.minReplicaCount', 'spec.maxReplicaCount'],
  'keda.sh/ScaledObject': ['spec.minReplicaCount', 'spec.maxReplicaCount', 'spec.idleReplicaCount'],
};

export function scalingBounds(reviewed: Reviewed): Hazard[] {
  if (reviewed.change.kind !== 'changed') return [];
  return (bounds[reviewed.type] ?? []).flatMap((field) =>
    changesOf(reviewed, field).flatMap(({ path, before, after }): Hazard[] => {
      if (formatPath(path) !== field) return [];
      const message = `${field} changes from ${shown(before)} to ${shown(after)}`;
      const isCut = typeof before === 'number' && typeof after === 'number' && after < before;
      return [{ severity: 'warning', rule: isCut ? 'capacity-cut' : 'scaling-bounds', message, path }];
    }),
  );
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

import { formatPath } from '../../../manifest/path.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { replicated } from '../../unnoticed.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';

/** Within which a scaler may move. */
const bounds: Readonly<Record<string, readonly string[]>> = {
  'autoscaling/HorizontalPodAutoscaler': ['spec.minReplicas', 'spec.maxReplicas'],
  'keda.sh/ScaledJob': ['spec.minReplicaCount', 'spec.maxReplicaCount'],
  'keda.sh/ScaledObject': ['spec.minReplicaCount', 'spec.maxReplicaCount', 'spec.idleReplicaCount'],
};

export function scalingBounds(reviewed: Reviewed): Hazard[] {
  const { kind } = reviewed.change;
  if (kind === 'removed') return [];
  const crossed = crossedBounds(reviewed);
  return kind === 'changed' ? [...crossed, ...newlyFixed(reviewed), ...changedBounds(reviewed)] : crossed;
}

/** A scaler that is refused, or does nothing. */
function crossedBounds({ type, after }: Reviewed): Hazard[] {
  const [least, most] = (bounds[type] ?? []).map(
    (field) => fieldsOf(after, 'spec')[field.slice('spec.'.length)],
  );
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
  const message = `the least (${least}) is more than the most (${most}): nothing is scaled by these bounds`;
  return [{ severity: 'error', rule: 'scaling-bounds', message, path: ['spec'] }];
}

/** What was left to a scaler, or to the default. */
function newlyFixed(reviewed: Reviewed): Hazard[] {
  const [was, is] = [reviewed.before, reviewed.after].map((object) => fieldsOf(object, 'spec')['replicas']);
  if (!replicated.has(reviewed.type) || typeof was === 'number' || typeof is !== 'number') return [];
  const message = `spec.replicas is fixed at ${is} from now on: no scaler's number lasts beside it`;
  return [{ severity: 'warning', rule: 'scaling-bounds', message, path: ['spec', 'replicas'] }];
}

function changedBounds(reviewed: Reviewed): Hazard[] {
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

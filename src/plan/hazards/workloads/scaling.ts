import { fieldsOf } from '../../../manifest/select.ts';
import { replicated } from '../../unnoticed.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * Within which a scaler may move, and what KEDA takes where nothing is said: 2.21, `apis/keda/v1alpha1`. The API server
 * writes down its own defaults.
 */
const bounds: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  'autoscaling/HorizontalPodAutoscaler': { minReplicas: 1, maxReplicas: undefined },
  'keda.sh/ScaledJob': { minReplicaCount: 0, maxReplicaCount: 100 },
  'keda.sh/ScaledObject': { minReplicaCount: 0, maxReplicaCount: 100, idleReplicaCount: undefined },
};

export function scalingBounds(reviewed: Reviewed): Hazard[] {
  if (reviewed.after === undefined) return [];
  const crossed = crossedBounds(reviewed);
  return reviewed.before === undefined
    ? crossed
    : [...crossed, ...newlyFixed(reviewed), ...changedBounds(reviewed)];
}

/** A scaler that is refused, or does nothing. */
function crossedBounds({ type, after }: Reviewed): Hazard[] {
  const [least, most] = Object.keys(bounds[type] ?? {}).map((field) => fieldsOf(after, 'spec')[field]);
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

function changedBounds({ type, before, after }: Reviewed): Hazard[] {
  return Object.entries(bounds[type] ?? {}).flatMap(([field, usual]): Hazard[] => {
    const [old, now] = [before, after].map((object) => fieldsOf(object, 'spec')[field] ?? undefined);
    const [was, is] = [old ?? usual, now ?? usual];
    if (was === is) return [];
    const [from, to] = [old, now].map((value) => shown(value, usual));
    const message = `spec.${field} changes from ${from} to ${to}`;
    const isCut = typeof was === 'number' && typeof is === 'number' && is < was;
    const rule = isCut ? 'capacity-cut' : 'scaling-bounds';
    return [{ severity: 'warning', rule, message, path: ['spec', field] }];
  });
}

function shown(value: unknown, usual: number | undefined): string {
  if (value !== undefined) return JSON.stringify(value);
  return usual === undefined ? 'none' : `${usual} (the default)`;
}

import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { scaledBy } from '../../newcomers.ts';
import { replicated } from '../../unnoticed.ts';
import { nameOf } from '../data/deletion.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * Within which a scaler may move: the least, the most, and how many there are while nothing is to do; with what KEDA takes
 * where nothing is said (2.21, `apis/keda/v1alpha1`). The API server writes down its own defaults.
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
    ? [...crossed, ...inheritedBounds(reviewed)]
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
  return differing(
    boundsOf(type, before),
    boundsOf(type, after),
    (was, is) => `spec.${is.field} changes from ${was.text} to ${is.text}`,
  );
}

/** Of a new scaler, against those of the one that goes and scaled the same, of whichever kind. */
function inheritedBounds({ type, after, leavers }: Reviewed): Hazard[] {
  const target = scaledBy(type, after);
  if (target === undefined) return [];
  return Object.keys(bounds).flatMap((kind) =>
    (leavers.objects.get(kind) ?? [])
      .filter((scaler) => scaledBy(kind, scaler) === target)
      .flatMap((scaler) =>
        differing(
          boundsOf(kind, scaler),
          boundsOf(type, after),
          (was, is) =>
            `spec.${is.field} is ${is.text}: ${scaler.kind} ${nameOf(scaler)}, from which it takes over, had ${was.text}`,
        ),
      ),
  );
}

interface Bound {
  readonly field: string;
  readonly value: unknown;
  readonly text: string;
}

const noBound: Bound = { field: '', value: undefined, text: 'none' };

function boundsOf(type: string, scaler: KubernetesObject | undefined): Bound[] {
  return Object.entries(bounds[type] ?? {}).map(([field, usual]) => {
    const value = fieldsOf(scaler, 'spec')[field] ?? undefined;
    return { field, value: value ?? usual, text: shown(value, usual) };
  });
}

/** Bounds of one place in the table stand for the same. */
function differing(
  before: readonly Bound[],
  after: readonly Bound[],
  tell: (was: Bound, is: Bound) => string,
): Hazard[] {
  return after.flatMap((is, index): Hazard[] => {
    const was = before[index] ?? noBound;
    if (was.value === is.value) return [];
    const isCut = typeof was.value === 'number' && typeof is.value === 'number' && is.value < was.value;
    const rule = isCut ? 'capacity-cut' : 'scaling-bounds';
    return [{ severity: 'warning', rule, message: tell(was, is), path: ['spec', is.field] }];
  });
}

function shown(value: unknown, usual: number | undefined): string {
  if (value !== undefined) return JSON.stringify(value);
  return usual === undefined ? 'none' : `${usual} (the default)`;
}

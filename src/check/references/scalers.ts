import { scaleTargetOf } from '../../kubernetes/scale-target.ts';
import { formatIdentity } from '../../manifest/object.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';

const scalers = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

/**
 * Two scalers of one workload undo each other's work; KEDA's admission refuses the second. An HPA that its ScaledObject
 * owns is never in a manifest.
 */
export function soleScaler(from: CheckedObject, inventory: Inventory): Problem[] {
  const target = targetOf(from);
  const first = scalers
    .flatMap((type) => inventory.ofTypeIn(from.identity.namespace, type))
    .find((each) => targetOf(each) === target);
  if (target === undefined || first === undefined || isSame(first, from)) return [];
  return [
    {
      severity: 'error',
      rule: 'several-scalers',
      path: ['spec', 'scaleTargetRef'],
      message: `${formatIdentity(first.identity)} already scales this workload`,
      allowed: 'one scaler for each workload',
      next: 'merge the two: a ScaledObject can have several triggers',
    },
  ];
}

/** The same object twice is another rule's affair. */
function isSame(a: CheckedObject, b: CheckedObject): boolean {
  return formatIdentity(a.identity) === formatIdentity(b.identity);
}

function targetOf({ object, identity, type }: CheckedObject): string | undefined {
  const target = scaleTargetOf(type, object);
  return target && `${target.type} ${identity.namespace}/${target.name}`;
}

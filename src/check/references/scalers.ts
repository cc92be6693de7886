import { formatIdentity, groupOf, typeOf } from '../../manifest/object.ts';
import { fieldsOf, textOf } from '../../manifest/select.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject, Problem } from '../problem.ts';

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
  const reference = fieldsOf(object, 'spec', 'scaleTargetRef');
  const name = textOf(reference, 'name');
  if (name === undefined) return undefined;
  const isKeda = type === 'keda.sh/ScaledObject';
  const group = groupOf(textOf(reference, 'apiVersion') ?? (isKeda ? 'apps/v1' : ''));
  return `${typeOf(group, textOf(reference, 'kind') ?? 'Deployment')} ${identity.namespace}/${name}`;
}

import type { Change } from '../../../diff/change.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';

/**
 * What Karpenter compares with the nodes that it has made: by what each of them is made, and among what it may choose, so
 * that those stay that could be made so still. Karpenter 1.14, `NodePool.Hash` of `pkg/apis/v1`; its provider for AWS 1.14,
 * `EC2NodeClass.Hash` of `pkg/apis/v1`, and `pkg/cloudprovider/drift.go`. What nodes must be, see node-pool.ts; that they
 * get another image is what a change of it is for.
 */
interface Mold {
  readonly making: RegExp;
  readonly choices?: RegExp;
}

const molds: Readonly<Record<string, Mold>> = {
  'karpenter.k8s.aws/EC2NodeClass': {
    making: /^spec\.(?!ami|capacityReservationSelector|ipPrefixCount|subnetSelector)/,
    choices: /^spec\.(?:capacityReservation|subnet)Selector/,
  },
  'karpenter.sh/NodePool': { making: /^spec\.template\.(?!spec\.requirements)/ },
};

/** Changes by which the nodes that are there would be made otherwise, so that they are replaced. */
export function nodeDrift({ type, change: { kind, changes } }: Reviewed): Hazard[] {
  const mold = molds[type];
  if (mold === undefined || kind !== 'changed') return [];
  const real = changes.filter(isReal);
  const made = real.filter(({ path }) => mold.making.test(path.join('.')));
  if (made.length > 0)
    return [replaced('its nodes are replaced by new ones, as many at once as budgets let', made)];
  const less = real.filter((each) => each.kind !== 'added' && mold.choices?.test(each.path.join('.')));
  return less.length === 0
    ? []
    : [replaced('those of its nodes that it would not make any more are replaced', less)];
}

/** The order of lists does not count, and each region has names of its own. */
function isReal({ kind, before, after }: Change): boolean {
  if (typeof before === 'string' && typeof after === 'string') return other(before, after);
  return kind !== 'moved';
}

function replaced(what: string, changes: readonly Change[]): Hazard {
  const names = new Set(changes.map(({ path }) => nameOf(path)));
  const message = `${what}: ${[...names].join(', ')} ${names.size === 1 ? 'changes' : 'change'}`;
  return { severity: 'warning', rule: 'recreation', message, path: changes[0]?.path ?? [] };
}

/** `template.spec.taints`, `role`. */
function nameOf(path: Change['path']): string {
  return path.slice(1, path[1] === 'template' ? 4 : 2).join('.');
}

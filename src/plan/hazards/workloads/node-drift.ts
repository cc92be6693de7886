import type { Change } from '../../../diff/change.ts';
import { type Path, valueAt } from '../../../manifest/path.ts';
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
export function nodeDrift(reviewed: Reviewed): Hazard[] {
  const { type, change } = reviewed;
  const mold = molds[type];
  if (mold === undefined || change.kind !== 'changed') return [];
  // The order of lists does not count.
  const real = change.changes.filter(({ kind }) => kind !== 'moved');
  const made = fieldsAt(real, mold.making, reviewed);
  if (made.length > 0)
    return [replaced('its nodes are replaced by new ones, as many at once as budgets let', made)];
  const less = real.filter(({ kind }) => kind !== 'added');
  const chosen = mold.choices === undefined ? [] : fieldsAt(less, mold.choices, reviewed);
  return chosen.length === 0
    ? []
    : [replaced('those of its nodes that it would not make any more are replaced', chosen)];
}

/** `template.spec.taints`, `role`: but for the names that each region has of its own. */
function fieldsAt(changes: readonly Change[], wanted: RegExp, { before, after }: Reviewed): Path[] {
  const found = changes
    .filter(({ path }) => wanted.test(path.join('.')))
    .map(({ path }) => path.slice(1, path[1] === 'template' ? 4 : 2));
  const fields = new Map(found.map((field) => [field.join('.'), field]));
  return [...fields.values()].filter((field) => {
    const [was, is] = [before, after].map((object) => JSON.stringify(valueAt(object, ['spec', ...field])));
    return other(was ?? '', is ?? '');
  });
}

function replaced(what: string, fields: readonly Path[]): Hazard {
  const names = fields.map((field) => field.join('.'));
  const message = `${what}: ${names.join(', ')} ${names.length === 1 ? 'changes' : 'change'}`;
  return { severity: 'warning', rule: 'recreation', message, path: ['spec', ...(fields[0] ?? [])] };
}

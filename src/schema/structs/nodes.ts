import { hasFormat } from '../../manifest/formats.ts';
import { select } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { containerResource } from '../resource-names.ts';
import { amountsOf, pagesNeedMore, wholeAmounts } from './amounts.ts';
import { once } from './once.ts';
import { type Fields, isEmpty, type StructRule, type Wrong } from './struct.ts';

/** Nodes, and what pods cost on them (`ValidateNode`, `pkg/apis/node/validation`). */

/** One network of each family; `podCIDR` is the first of `podCIDRs`. */
function networksFit({ podCIDR, podCIDRs }: Fields): Wrong[] {
  const given = Array.isArray(podCIDRs) && podCIDRs.length > 0;
  const networks: readonly unknown[] = given ? podCIDRs : isEmpty(podCIDR) ? [] : [podCIDR];
  const field = given ? 'podCIDRs' : 'podCIDR';
  const odd = networks.find((each) => hasFormat(String(each), 'cidr') === 'no');
  if (odd !== undefined)
    return [{ at: [field], message: `${quote(odd)} is no network`, allowed: 'networks such as 10.0.0.0/24' }];
  if (networks.length <= new Set(networks.map((each) => String(each).includes(':'))).size) return [];
  return [{ at: [field], message: 'hold two networks of one family', allowed: 'one network of each family' }];
}

/** What a pod costs beside its containers is judged as limits of a container are. */
function overheadFits({ podFixed }: Fields): Wrong[] {
  const limits = { limits: podFixed };
  const unknown = select(limits, 'limits{}')
    .filter(({ path }) => !containerResource.test(String(path.at(-1))))
    .map(({ path }) => ({
      at: path,
      message: `${quote(path.at(-1))} is no resource of containers`,
      allowed: containerResource.allowed,
    }));
  return [...unknown, ...pagesNeedMore(limits), ...wholeAmounts(limits)].map((wrong) => ({
    ...wrong,
    at: wrong.at.with(0, 'podFixed'),
  }));
}

export const nodeRules: Readonly<Record<string, readonly StructRule[]>> = {
  'core.v1.NodeSpec': [networksFit, once('taints[]', 'effect', 'key')],
  'node.v1.Overhead': [amountsOf('podFixed{}', 'at least 0'), overheadFits],
};

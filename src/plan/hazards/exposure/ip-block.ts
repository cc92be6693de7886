import { isNetworkWithin } from '../../../manifest/network.ts';
import { type Fields, selectTexts, textOf } from '../../../manifest/select.ts';

/** A network, but for others in it. */
export interface IpBlock {
  readonly network: string;
  readonly except: readonly string[];
}

/** As policies of Kubernetes and of Cilium write it. */
export function ipBlockOf(fields: Fields): IpBlock {
  const except = selectTexts(fields, 'except[]').map(({ value }) => value);
  return { network: textOf(fields, 'cidr') ?? '', except };
}

/** Whether one has nothing that another one leaves out: what that leaves out of other networks is not in it anyway. */
export function isBlockWithin(one: IpBlock, wider: IpBlock): boolean {
  return (
    isNetworkWithin(one.network, wider.network) &&
    wider.except.every(
      (left) =>
        one.except.some((each) => isNetworkWithin(left, each)) ||
        !(isNetworkWithin(left, one.network) || isNetworkWithin(one.network, left)),
    )
  );
}

import { isIP } from 'node:net';
import { hasFormat } from '../../manifest/formats.ts';
import { isNetworkWithin } from '../../manifest/network.ts';
import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps, textOf } from '../../manifest/select.ts';
import { isSet } from '../../schema/structs/struct.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { exclusive, invalid } from './problems.ts';

/** NetworkPolicies (`pkg/apis/networking/validation`, `ValidateNetworkPolicySpec`). */
export function networkPolicyRules({ object }: CheckedObject): Problem[] {
  const peers = ['spec.ingress[].from[]', 'spec.egress[].to[]'].flatMap((each) => selectMaps(object, each));
  const ports = ['ingress', 'egress'].flatMap((each) => selectMaps(object, `spec.${each}[].ports[]`));
  return [...peers.flatMap(peer), ...ports.flatMap(portRange)];
}

function peer({ value, path }: Selected<Fields>): Problem[] {
  const [selector] = ['podSelector', 'namespaceSelector'].filter((field) => isSet(value[field]));
  if (!isSet(value['ipBlock'])) {
    const allowed = 'podSelector, namespaceSelector, both, or ipBlock';
    return selector === undefined
      ? [{ ...invalid(path, 'names no peer', allowed), next: 'for all peers, leave out the list' }]
      : [];
  }
  if (selector === undefined) return network(fieldsOf(value, 'ipBlock'), [...path, 'ipBlock']);
  return [exclusive([...path, 'ipBlock'], selector, 'make two peers of it')];
}

function network(block: Fields, path: Path): Problem[] {
  const { cidr } = block;
  if (typeof cidr !== 'string') return [];
  if (hasFormat(cidr, 'cidr') === 'no')
    return [invalid([...path, 'cidr'], `${JSON.stringify(cidr)} is no network`, 'such as 10.0.0.0/8')];
  return select(block, 'except[]', path).flatMap((each) => {
    const inner = each.value;
    if (typeof inner !== 'string' || (hasFormat(inner, 'cidr') === 'yes' && isWithin(inner, cidr))) return [];
    return [
      invalid(
        each.path,
        `${JSON.stringify(inner)} is no part of ${cidr}`,
        `a smaller network within ${cidr}`,
      ),
    ];
  });
}

/** Whether a network is a smaller one within another. Of ways of writing that are rare, it is taken to be. */
function isWithin(inner: string, outer: string): boolean {
  const [address = '', bits] = inner.split('/');
  const [base = '', outerBits] = outer.split('/');
  const isRare =
    isIP(address) === 0 || isIP(base) === 0 || `${inner} ${outer}`.toLowerCase().includes('ffff:');
  if (isRare) return true;
  return Number(bits) > Number(outerBits) && isNetworkWithin(inner, outer);
}

function portRange({ value, path }: Selected<Fields>): Problem[] {
  const { port = null, endPort = null } = value;
  if (typeof endPort !== 'number' || (typeof port === 'number' && port <= endPort)) return [];
  const at = [...path, 'endPort'];
  if (typeof port === 'number')
    return [invalid(at, `${endPort} is less than port, which is ${port}`, `at least ${port}`)];
  return [
    invalid(
      at,
      `${endPort} ends no range: port is ${textOf(value, 'port') ?? 'missing'}`,
      'beside a number in port only',
    ),
  ];
}

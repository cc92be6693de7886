import { isIPv6 } from 'node:net';
import { hasFormat } from '../../manifest/formats.ts';
import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectTexts, textOf } from '../../manifest/select.ts';
import { repeated } from '../../schema/repeated.ts';
import { isAddress } from '../../schema/structs/addresses.ts';
import { whyNobodyReaches } from '../../schema/structs/endpoints.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid } from './problems.ts';

/** Addresses of a Service (`ValidateServiceClusterIPsRelatedFields`, `ValidateEndpointIP`, `validateService`). */
export function serviceAddresses({ object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  const isInCluster = textOf(spec, 'type') !== 'ExternalName';
  return [
    ...(isInCluster ? [...ownAddress(spec), ...firstAddress(spec), ...families(spec)] : []),
    ...familiesOnce(spec),
    ...externalAddresses(spec),
    ...selectTexts(spec, 'loadBalancerSourceRanges[]', ['spec']).flatMap(({ value, path }) =>
      network(value, path),
    ),
    ...sourceRanges(fieldsOf(object, 'metadata', 'annotations'), textOf(spec, 'type')),
  ];
}

function ownAddress(spec: Fields): Problem[] {
  const { clusterIP } = spec;
  if (typeof clusterIP !== 'string' || ['', 'None'].includes(clusterIP) || isAddress(clusterIP)) return [];
  const message = `${JSON.stringify(clusterIP)} is no IP address`;
  return [invalid(['spec', 'clusterIP'], message, 'an IP address, None, or nothing')];
}

const inCluster: readonly string[] = ['spec', 'clusterIPs'];

/** `clusterIP` is the first of `clusterIPs`; where only the former is written, the API server fills in the latter. */
function firstAddress(spec: Fields): Problem[] {
  const { clusterIPs } = spec;
  if (!Array.isArray(clusterIPs) || clusterIPs.length === 0) return [];
  const first = textOf(spec, 'clusterIP');
  if (first !== clusterIPs[0])
    return [
      {
        ...invalid(
          inCluster,
          first === undefined
            ? 'needs clusterIP beside it'
            : `does not begin with clusterIP, which is ${first}`,
          'addresses that begin with clusterIP',
        ),
        next: 'set clusterIP to the first of them, or remove them',
      },
    ];
  return [];
}

function families(spec: Fields): Problem[] {
  const { clusterIPs, ipFamilies, ipFamilyPolicy } = spec;
  const addresses = Array.isArray(clusterIPs) ? clusterIPs : [];
  const isSingle = ipFamilyPolicy === 'SingleStack';
  const problems: Problem[] = [];
  if (addresses.length > 1 && addresses.includes('None'))
    problems.push(invalid(inCluster, 'holds None beside another value', 'None alone, or addresses'));
  else if (addresses.some((each) => each !== 'None' && !isAddress(String(each))))
    problems.push(invalid(inCluster, 'holds what is no IP address', 'IP addresses, or None'));
  else if (addresses.length > new Set(addresses.map((each) => isIPv6(String(each)))).size)
    problems.push(invalid(inCluster, 'holds two addresses of one family', 'one address of each family'));
  if (isSingle && [ipFamilies, clusterIPs].some((each) => Array.isArray(each) && each.length > 1))
    problems.push(
      invalid(
        ['spec', 'ipFamilyPolicy'],
        'SingleStack does not go with two families',
        'PreferDualStack or RequireDualStack, with two families',
      ),
    );
  return problems;
}

function familiesOnce(spec: Fields): Problem[] {
  const named = selectTexts(spec, 'ipFamilies[]', ['spec']);
  return repeated(named, ({ value }) => value).map(({ value, path }) =>
    invalid(path, `${value} is the family of an earlier item too`, 'each family once'),
  );
}

function externalAddresses(spec: Fields): Problem[] {
  return select(spec, 'externalIPs[]', ['spec']).flatMap(({ value, path }) => {
    if (typeof value !== 'string') return [];
    const fault = isAddress(value) ? whyNobodyReaches(value) : 'is no IP address';
    if (fault === undefined) return [];
    return [invalid(path, `${JSON.stringify(value)} ${fault}`, 'an IP address that nodes can be reached by')];
  });
}

function network(text: string, path: Path): Problem[] {
  if (hasFormat(text.trim(), 'cidr') === 'yes') return [];
  return [invalid(path, `${JSON.stringify(text)} is no network`, 'networks such as 10.0.0.0/8')];
}

const annotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** What `loadBalancerSourceRanges` was before it was a field. */
function sourceRanges(annotations: Fields, type: string | undefined): Problem[] {
  const value = annotations[annotation];
  if (typeof value !== 'string') return [];
  const path = ['metadata', 'annotations', annotation];
  if (type !== 'LoadBalancer')
    return [invalid(path, 'is for Services of type LoadBalancer alone', 'with type LoadBalancer only')];
  if (value.trim() === '') return [];
  return value.split(',').flatMap((range) => network(range, path));
}

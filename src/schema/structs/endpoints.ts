import { isIPv6 } from 'node:net';
import { select, selectMaps } from '../../manifest/select.ts';
import { dnsSubdomain } from '../names.ts';
import { isAddress } from './addresses.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/** What leads from names to addresses (`pkg/apis/discovery/validation`, `pkg/apis/networking/validation`). */

export function addressesFitType(slice: Fields): Wrong[] {
  const { addressType } = slice;
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return [];
  return select(slice, 'endpoints[].addresses[]').flatMap(({ value, path }) => {
    // Of IPv4 written as IPv6, Go makes IPv4.
    if (typeof value !== 'string' || /^::ffff:/i.test(value)) return [];
    const isRight = isAddress(value) && isIPv6(value) === (addressType === 'IPv6');
    const fault = isRight ? whyNobodyReaches(value) : `is no ${addressType} address`;
    if (fault === undefined) return [];
    return [
      {
        at: path,
        message: `${JSON.stringify(value)} ${fault}`,
        allowed: `an address of type ${addressType} that other nodes can reach`,
      },
    ];
  });
}

/** `IsFullyQualifiedDomainName` */
export function namesAreOfDomains(slice: Fields): Wrong[] {
  if (slice['addressType'] !== 'FQDN') return [];
  return select(slice, 'endpoints[].addresses[]')
    .filter(({ value }) => {
      const name = String(value).replace(/\.$/, '');
      return !name.includes('.') || !dnsSubdomain.test(name);
    })
    .map(({ value, path }) => ({
      at: path,
      message: `${JSON.stringify(value)} is no name of a host with its domain`,
      allowed: 'at least two parts with a dot between, such as db.example.com',
    }));
}

const unreachable: readonly (readonly [RegExp, string])[] = [
  [/^(?:0+\.0+\.0+\.0+|::)$/, 'is no address of its own'],
  [/^(?:127\.|::1$)/, 'is the node itself'],
  [/^(?:169\.254\.|fe[89ab][0-9a-f]:)/i, 'is local to one link'],
  [/^(?:224\.0\.0\.|ff02:)/i, 'is local to one link'],
];

/** `ValidateEndpointIP`; `undefined` for an address that other nodes can reach. */
export function whyNobodyReaches(address: string): string | undefined {
  return unreachable.find(([pattern]) => pattern.test(address))?.[1];
}

/** `validateEndpointSubsets` */
export function hasAddresses({ addresses, notReadyAddresses }: Fields): Wrong[] {
  if (!isEmpty(addresses) || !isEmpty(notReadyAddresses)) return [];
  return [
    {
      at: ['addresses'],
      message: 'is missing, and so is notReadyAddresses',
      allowed: 'at least one address',
      next: 'add addresses, or remove the subset',
    },
  ];
}

/** Of several ports, each has a name. */
export function portsAreNamed(subset: Fields): Wrong[] {
  const ports = selectMaps(subset, 'ports[]');
  if (ports.length < 2) return [];
  return ports
    .filter(({ value }) => isEmpty(value['name']))
    .map(({ path }) => ({
      at: [...path, 'name'],
      message: 'is missing, though there are several ports',
      allowed: 'a name, as the Service calls the port',
    }));
}

/** An address of Endpoints (`ValidateEndpointIP`). */
export function othersReachIt({ ip }: Fields): Wrong[] {
  const fault = typeof ip === 'string' ? whyNobodyReaches(ip) : undefined;
  return fault === undefined
    ? []
    : [
        {
          at: ['ip'],
          message: `${JSON.stringify(ip)} ${fault}`,
          allowed: 'an address that other nodes can reach',
        },
      ];
}

/** Balancers ask nodes for their health where only some of them lead to pods (`NeedsHealthCheck`). */
export function healthIsAsked({ healthCheckNodePort, type, externalTrafficPolicy }: Fields): Wrong[] {
  if ((healthCheckNodePort ?? 0) === 0) return [];
  if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') return [];
  return [
    {
      at: ['healthCheckNodePort'],
      message: 'is for type LoadBalancer with externalTrafficPolicy Local alone',
      allowed: 'none, or beside these two',
      next: 'remove it, or set both',
    },
  ];
}

export function parametersHavePlace({ scope, namespace }: Fields): Wrong[] {
  const at = ['namespace'];
  if (scope === 'Namespace' && isEmpty(namespace))
    return [{ at, message: 'is missing, with scope Namespace', allowed: 'a namespace' }];
  if (scope === 'Namespace' || isEmpty(namespace)) return [];
  return [
    {
      at,
      message: 'is for scope Namespace alone',
      allowed: 'none, or scope Namespace',
      next: 'remove it, or set scope: Namespace',
    },
  ];
}

/** Kubernetes' IP addresses and networks: `ip('::1').isLoopback()`, `cidr('10.0.0.0/8').containsIP('10.1.2.3')`. */
import { oneTraversal, sizeOf, traversal, twoTraversals } from '../evaluate/cost.ts';
import { goQuote } from '../value/text.ts';
import { CelError, isError, Opaque, type Result, type Value } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';
import {
  type Address,
  formatAddress,
  isV4InV6,
  masked,
  type Network,
  networkContains,
  parseAddress,
  parseNetwork,
} from './go-ip.ts';

class IpValue extends Opaque {
  readonly typeName = 'net.IP';
  readonly address: Address;
  override readonly size: number;

  constructor(address: Address) {
    super();
    this.address = address;
    this.size = address.width / 8;
  }

  equals(other: Opaque): boolean {
    return other instanceof IpValue && other.toString() === this.toString();
  }

  override toString(): string {
    return formatAddress(this.address);
  }
}

class CidrValue extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly network: Network;
  override readonly size: number;

  constructor(network: Network) {
    super();
    this.network = network;
    this.size = Math.ceil(network.prefixLength / 8);
  }

  equals(other: Opaque): boolean {
    return other instanceof CidrValue && other.toString() === this.toString();
  }

  override toString(): string {
    return `${formatAddress(this.network.address)}/${this.network.prefixLength}`;
  }
}

function refuseMapped(text: string): CelError {
  return new CelError(`IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`);
}

function toIp(text: string): CelError | IpValue {
  const address = parseAddress(text);
  if (isError(address)) {
    return address.message.startsWith('zone ')
      ? new CelError(`IP address ${goQuote(text)} with zone value is not allowed`)
      : new CelError(
          `IP Address ${goQuote(text)} parse error during conversion from string: ${address.message}`,
        );
  }
  return isV4InV6(address) ? refuseMapped(text) : new IpValue(address);
}

function toCidr(text: string): CelError | CidrValue {
  const prefix = 'network address parse error during conversion from string: ';
  const network = parseNetwork(text);
  if (isError(network)) return new CelError(prefix + prefix + network.message);
  return isV4InV6(network.address)
    ? new CelError(prefix + refuseMapped(text).message)
    : new CidrValue(network);
}

function isCanonical(text: string): Result {
  const address = toIp(text);
  return isError(address) ? address : address.toString() === text;
}

/** A test of the address. */
function test(name: string, id: string, holds: (address: Address) => boolean): FunctionDeclaration {
  return declare(name, [overload(id, 'net.IP.(): bool', ({ address }: IpValue) => holds(address))]);
}

const isUnspecified = ({ bits }: Address): boolean => bits === 0n;
const isLoopback = ({ bits, width }: Address): boolean => (width === 32 ? bits >> 24n === 127n : bits === 1n);
const isLinkLocalUnicast = ({ bits, width }: Address): boolean =>
  width === 32 ? bits >> 16n === 0xa9_fen : bits >> 118n === 0x3_fan;
const isMulticast = ({ bits, width }: Address): boolean =>
  width === 32 ? bits >> 28n === 0xen : bits >> 120n === 0xffn;
const isLinkLocalMulticast = ({ bits, width }: Address): boolean =>
  width === 32 ? bits >> 8n === 0xe0_00_00n : bits >> 120n === 0xffn && ((bits >> 112n) & 0xfn) === 2n;
const isGlobalUnicast = (address: Address): boolean =>
  !(
    isUnspecified(address) ||
    (address.width === 32 && address.bits === 0xff_ff_ff_ffn) ||
    isLoopback(address) ||
    isMulticast(address) ||
    isLinkLocalUnicast(address)
  );

function containsIp({ network }: CidrValue, { address }: IpValue): boolean {
  return networkContains(network, address);
}

function containsCidr({ network }: CidrValue, { network: other }: CidrValue): boolean {
  return network.prefixLength <= other.prefixLength && networkContains(network, other.address);
}

const containsIpCost = ([network]: readonly Value[]): number => traversal(2 * sizeOf(network));
const containsCidrCost = ([network]: readonly Value[]): number =>
  traversal(2 * sizeOf(network)) + traversal(sizeOf(network)) + 1;

export const ipLibrary: readonly FunctionDeclaration[] = [
  declare('ip', [overload('string_to_ip', '(string): net.IP', toIp)], { cost: oneTraversal }),
  declare('family', [
    overload('ip_family', 'net.IP.(): int', ({ address }: IpValue) => (address.width === 32 ? 4n : 6n)),
  ]),
  declare('ip.isCanonical', [overload('ip_is_canonical', '(string): bool', isCanonical, twoTraversals)]),
  test('isUnspecified', 'ip_is_unspecified', isUnspecified),
  test('isLoopback', 'ip_is_loopback', isLoopback),
  test('isLinkLocalMulticast', 'ip_is_link_local_multicast', isLinkLocalMulticast),
  test('isLinkLocalUnicast', 'ip_is_link_local_unicast', isLinkLocalUnicast),
  test('isGlobalUnicast', 'ip_is_global_unicast', isGlobalUnicast),
  declare('isIP', [
    overload('is_ip', '(string): bool', (text: string) => !isError(toIp(text)), oneTraversal),
  ]),
  declare('string', [overload('ip_to_string', '(net.IP): string', String)]),
];

export const cidrLibrary: readonly FunctionDeclaration[] = [
  declare('cidr', [overload('string_to_cidr', '(string): net.CIDR', toCidr, oneTraversal)]),
  declare(
    'containsIP',
    [
      overload(
        'cidr_contains_ip_string',
        'net.CIDR.(string): bool',
        (network: CidrValue, text: string) => {
          const address = toIp(text);
          return isError(address) ? new CelError('no such overload') : containsIp(network, address);
        },
        (args) => containsIpCost(args) + traversal(sizeOf(args[1])),
      ),
      overload('cidr_contains_ip_ip', 'net.CIDR.(net.IP): bool', containsIp),
    ],
    { cost: containsIpCost },
  ),
  declare(
    'containsCIDR',
    [
      overload(
        'cidr_contains_cidr_string',
        'net.CIDR.(string): bool',
        (network: CidrValue, text: string) => {
          const other = toCidr(text);
          return isError(other) ? other : containsCidr(network, other);
        },
        (args) => containsCidrCost(args) + traversal(sizeOf(args[1])),
      ),
      overload('cidr_contains_cidr', 'net.CIDR.(net.CIDR): bool', containsCidr),
    ],
    { cost: containsCidrCost },
  ),
  declare('ip', [
    overload(
      'cidr_ip',
      'net.CIDR.(): net.IP',
      ({ network }: CidrValue) => new IpValue(network.address),
      () => 1,
    ),
  ]),
  declare('prefixLength', [
    overload('cidr_prefix_length', 'net.CIDR.(): int', ({ network }: CidrValue) =>
      BigInt(network.prefixLength),
    ),
  ]),
  declare('masked', [
    overload(
      'cidr_masked',
      'net.CIDR.(): net.CIDR',
      ({ network }: CidrValue) => new CidrValue(masked(network)),
    ),
  ]),
  declare('isCIDR', [
    overload('is_cidr', '(string): bool', (text: string) => !isError(toCidr(text)), oneTraversal),
  ]),
  declare('string', [overload('cidr_to_string', '(net.CIDR): string', String)]),
];

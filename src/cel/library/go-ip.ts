/** IP addresses and networks as Go's `net/netip` reads and writes them. */

import { goQuote } from '../value/text.ts';
import { CelError, isError } from '../value/value.ts';

export interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** @returns The address, or netip's complaint. Zones are refused here as Kubernetes refuses them. */
export function parseAddress(text: string): Address | CelError {
  for (const character of text) {
    if (character === '.') return parseV4(text);
    if (character === ':') return parseV6(text);
    if (character === '%') return complaint(text, 'missing IPv6 address');
  }
  return complaint(text, 'unable to parse IP');
}

function complaint(text: string, trouble: string, at?: string): CelError {
  const place = at === undefined ? '' : ` (at ${goQuote(at)})`;
  return new CelError(`ParseAddr(${goQuote(text)}): ${trouble}${place}`);
}

function parseV4(text: string): Address | CelError {
  const octets = v4Octets(text);
  if (typeof octets === 'string') return complaint(text, octets.replace(/ \(at .*$/, ''), placeOf(octets));
  return {
    bits: BigInt(((octets[0] << 24) | (octets[1] << 16) | (octets[2] << 8) | octets[3]) >>> 0),
    width: 32,
  };
}

function placeOf(trouble: string): string | undefined {
  return /\(at "(.*)"\)$/s.exec(trouble)?.[1];
}

type Octets = [number, number, number, number];

/** Four numbers from 0 to 255 without leading zeros, or what is wrong. */
function v4Octets(text: string): Octets | string {
  const octets: number[] = [];
  let value = 0;
  let digits = 0;
  for (const [index, character] of [...text].entries()) {
    if (character >= '0' && character <= '9') {
      if (digits === 1 && value === 0) return 'IPv4 field has octet with leading zero';
      value = value * 10 + Number(character);
      digits += 1;
      if (value > 255) return 'IPv4 field has value >255';
    } else if (character === '.') {
      const rest = text.slice(index);
      if (index === 0 || index === text.length - 1 || text[index - 1] === '.') {
        return `IPv4 field must have at least one digit (at "${rest}")`;
      }
      if (octets.length === 3) return 'IPv4 address too long';
      octets.push(value);
      value = 0;
      digits = 0;
    } else {
      return `unexpected character (at "${text.slice(index)}")`;
    }
  }
  if (octets.length < 3) return 'IPv4 address too short';
  return [...octets, value] as Octets;
}

function parseV6(text: string): Address | CelError {
  const percent = text.indexOf('%');
  const plain = percent === -1 ? text : text.slice(0, percent);
  if (percent !== -1 && percent === text.length - 1)
    return complaint(text, 'zone must be a non-empty string');
  const groups = v6Groups(text, plain);
  if (isError(groups)) return groups;
  if (percent !== -1) return new CelError(`zone ${text.slice(percent + 1)}`);
  return { bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n), width: 128 };
}

function v6Groups(text: string, plain: string): number[] | CelError {
  const groups: number[] = [];
  let ellipsis = -1;
  let rest = plain;
  if (rest.startsWith('::')) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === '') return Array.from({ length: 8 }, () => 0);
  }
  while (groups.length < 8) {
    const digits = /^[\da-fA-F]*/.exec(rest)?.[0] ?? '';
    if (digits.length > 4) return complaint(text, 'each group must have 4 or less digits', rest);
    if (digits === '')
      return complaint(text, 'each colon-separated field must have at least one digit', rest);
    if (rest[digits.length] === '.') {
      const failure = addV4(text, groups, ellipsis, rest);
      if (failure !== undefined) return failure;
      rest = '';
      break;
    }
    groups.push(Number.parseInt(digits, 16));
    rest = rest.slice(digits.length);
    if (rest === '') break;
    if (!rest.startsWith(':')) return complaint(text, 'unexpected character, want colon', rest);
    if (rest.length === 1) return complaint(text, 'colon must be followed by more characters', rest);
    rest = rest.slice(1);
    if (rest.startsWith(':')) {
      if (ellipsis >= 0) return complaint(text, 'multiple :: in address', rest);
      ellipsis = groups.length;
      rest = rest.slice(1);
      if (rest === '') break;
    }
  }
  if (rest !== '') return complaint(text, 'trailing garbage after address', rest);
  if (groups.length === 8)
    return ellipsis >= 0 ? complaint(text, 'the :: must expand to at least one field of zeros') : groups;
  if (ellipsis < 0) return complaint(text, 'address string too short');
  const zeros = Array.from({ length: 8 - groups.length }, () => 0);
  return [...groups.slice(0, ellipsis), ...zeros, ...groups.slice(ellipsis)];
}

/** The last 32 bits may be written as an IPv4 address. */
function addV4(text: string, groups: number[], ellipsis: number, rest: string): CelError | undefined {
  if (ellipsis < 0 && groups.length !== 6) {
    return complaint(text, 'embedded IPv4 address must replace the final 2 fields of the address', rest);
  }
  if (groups.length > 6)
    return complaint(text, 'too many hex fields to fit an embedded IPv4 at the end of the address', rest);
  const octets = v4Octets(rest);
  if (typeof octets === 'string')
    return complaint(text, octets.replace(/ \(at .*$/, ''), placeOf(octets) ?? rest);
  groups.push((octets[0] << 8) | octets[1], (octets[2] << 8) | octets[3]);
  return undefined;
}

export function isV4InV6({ bits, width }: Address): boolean {
  return width === 128 && bits >> 32n === 0xff_ffn;
}

export function formatAddress({ bits, width }: Address): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_each, index) =>
    Number((bits >> BigInt(112 - 16 * index)) & 0xff_ffn),
  );
  const [start, length] = longestZeros(groups);
  if (isV4InV6({ bits, width })) return `::ffff:${formatAddress({ bits: bits & 0xff_ff_ff_ffn, width: 32 })}`;
  const hexadecimal = groups.map((group) => group.toString(16));
  if (length < 2) return hexadecimal.join(':');
  return `${hexadecimal.slice(0, start).join(':')}::${hexadecimal.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [-1, 0];
  for (let start = 0; start < groups.length; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > best[1]) best = [start, end - start];
  }
  return best;
}

export interface Network {
  readonly address: Address;
  readonly prefixLength: number;
}

export function parseNetwork(text: string): CelError | Network {
  const fail = (trouble: string): CelError => new CelError(`netip.ParsePrefix(${goQuote(text)}): ${trouble}`);
  const slash = text.lastIndexOf('/');
  if (slash === -1) return fail("no '/'");
  const address = parseAddress(text.slice(0, slash));
  if (isError(address)) {
    return fail(
      address.message.startsWith('zone ') ? 'IPv6 zones cannot be present in a prefix' : address.message,
    );
  }
  const length = text.slice(slash + 1);
  if (!/^(?:\d|[1-9]\d+)$/.test(length)) return fail(`bad bits after slash: ${goQuote(length)}`);
  const prefixLength = Number(length);
  if (prefixLength > address.width) return fail('prefix length out of range');
  return { address, prefixLength };
}

/** The address with everything below the prefix cleared. */
export function masked({ address, prefixLength }: Network): Network {
  const below = BigInt(address.width - prefixLength);
  return { address: { ...address, bits: (address.bits >> below) << below }, prefixLength };
}

export function networkContains({ address, prefixLength }: Network, other: Address): boolean {
  if (address.width !== other.width) return false;
  const below = BigInt(address.width - prefixLength);
  return address.bits >> below === other.bits >> below;
}

import { hasFormat } from '../../manifest/formats.ts';
import { select } from '../../manifest/select.ts';
import type { StructRule } from './struct.ts';

/** IP addresses, as lax as Kubernetes has always read them (`IsValidIPForLegacyField`). */
export function areAddresses(pattern: string): StructRule {
  return (value) =>
    select(value, pattern)
      .filter((each) => typeof each.value === 'string' && !isAddress(each.value))
      .map(({ value: text, path }) => ({
        at: path,
        message: `${JSON.stringify(text)} is no IP address`,
        allowed: 'an IP address, such as 10.9.8.7 or 2001:db8::1',
      }));
}

export function isAddress(text: string): boolean {
  return hasFormat(text, 'ipv4') === 'yes' || hasFormat(text, 'ipv6') === 'yes';
}

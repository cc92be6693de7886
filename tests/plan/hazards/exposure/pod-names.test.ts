import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const aliases = (ip: string): string =>
  deployment(`hostAliases: [{ip: ${ip}, hostnames: [bank.example.com]}]`);
const servers = (...all: readonly string[]): string =>
  deployment(`dnsPolicy: None, dnsConfig: {nameservers: [${all.join(', ')}]}`);

test.each<[string, string, string, string[]]>([
  ['at an address', deployment(''), aliases('10.0.0.1'), ['find bank.example.com at 10.0.0.1 (hostAliases)']],
  [
    'at another one',
    aliases('10.0.0.1'),
    aliases('10.0.0.2'),
    ['find bank.example.com at 10.0.0.2 (hostAliases)'],
  ],
  ['as all others do', aliases('10.0.0.1'), deployment(''), []],
  [
    'by asking others',
    servers('10.0.0.10'),
    servers('10.0.0.10', '8.8.8.8'),
    ['ask 8.8.8.8 for names (dnsConfig)'],
  ],
  ['of new pods', '', aliases('10.0.0.1'), []],
])('names that pods look up %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((text) => `warning traffic-change: its pods ${text}`)),
);

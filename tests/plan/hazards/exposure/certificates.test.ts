import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const certificate = (names: string, name = 'a'): string =>
  `{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: ${name}, namespace: b}, spec: {secretName: ${name}, issuerRef: {name: i}, dnsNames: [${names}]}}`;

test('a certificate that is no longer for a name', () =>
  expect(told(certificate('a.example.com, b.example.com'), certificate('a.example.com'))).toEqual([
    'warning encryption-cut: its certificate is no longer for b.example.com: who comes by that name refuses it',
  ]));

test.each<[string, string, string]>([
  ['one name more', 'a.example.com', 'a.example.com, b.example.com'],
  ['the same name in another region', 'a.us-west-2.example.com', 'a.eu-central-1.example.com'],
  ['all names of a domain', 'a.example.com', "'*.example.com'"],
])('a certificate that is for %s', (_, before, after) =>
  expect(told(certificate(before), certificate(after))).toEqual([]),
);

test('a name for which another certificate comes', () =>
  expect(
    told(
      certificate('a.example.com, b.example.com'),
      `${certificate('a.example.com')}\n---\n${certificate('b.example.com', 'b')}`,
    ),
  ).toEqual([]));

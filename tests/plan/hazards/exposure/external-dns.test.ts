import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const service = (names: string, name = 'a'): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: b,
    annotations: {external-dns.alpha.kubernetes.io/hostname: "${names}"}}, spec: {ports: [{port: 80}]}}\n---\n`;
const lost = (name: string): string =>
  `warning deletion: ${name} no longer leads to it: ExternalDNS takes away names that no other object has`;
const endpoints = (...names: readonly string[]): string =>
  object(
    'externaldns.k8s.io/v1alpha1',
    'DNSEndpoint',
    `spec: {endpoints: [${names.map((name) => `{dnsName: ${name}, recordType: A, targets: [10.0.0.1]}`).join(', ')}]}`,
  );
const unnamed = (name: string): string =>
  lost(name).replace('no longer leads to it', 'is no longer among its names');

test.each<[string, string, string, string[]]>([
  ['a name less', service('a.example, b.example'), service('b.example.'), [lost('a.example')]],
  ['another name', service('a.example'), service('c.example'), [lost('a.example')]],
  ['one name more', service('a.example'), service('c.example,a.example'), []],
  [
    'a name that leads to another Service',
    service('a.example') + service('b.example', 'other'),
    service('') + service('b.example,a.example', 'other'),
    [],
  ],
  [
    'one of its own names less',
    endpoints('a.example', 'b.example'),
    endpoints('b.example'),
    [unnamed('a.example')],
  ],
  [
    'one of its own names that leads to a Service instead',
    endpoints('a.example', 'b.example') + '\n---\n' + service(''),
    endpoints('b.example') + '\n---\n' + service('a.example'),
    [],
  ],
  ['the name in another region', service('a.us-west-2.example'), service('a.eu-central-1.example'), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

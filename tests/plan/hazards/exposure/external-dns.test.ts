import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const service = (names: string, name = 'a'): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: b,
    annotations: {external-dns.alpha.kubernetes.io/hostname: "${names}"}}, spec: {ports: [{port: 80}]}}\n---\n`;
const lost = (name: string): string =>
  `warning deletion: ${name} no longer leads to it: ExternalDNS takes such names away`;

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
  ['the name in another region', service('a.us-west-2.example'), service('a.eu-central-1.example'), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

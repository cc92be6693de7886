import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const entry = (...addresses: string[]): string =>
  object(
    'networking.istio.io/v1',
    'ServiceEntry',
    `spec: {hosts: [a.example.com], endpoints: [${addresses.map((each) => `{address: ${each}}`).join(', ')}]}`,
  );
const record = (type: string, ...values: string[]): string =>
  object(
    'route53.services.k8s.aws/v1alpha1',
    'RecordSet',
    `spec: {name: a, recordType: ${type}, resourceRecords: [${values.map((each) => `{value: ${each}}`).join(', ')}]}`,
  );
const alias = (name: string): string =>
  object(
    'route53.services.k8s.aws/v1alpha1',
    'RecordSet',
    `spec: {name: a, recordType: A, aliasTarget: {dnsName: ${name}}}`,
  );
const outer = (name: string): string =>
  object('v1', 'Service', `spec: {type: ExternalName, externalName: ${name}}`);
const slice = (address: string): string =>
  object('discovery.k8s.io/v1', 'EndpointSlice', `addressType: IPv4, endpoints: [{addresses: [${address}]}]`);
const origin = (name: string): string =>
  object(
    'cloudfront.services.k8s.aws/v1alpha1',
    'Distribution',
    `spec: {distributionConfig: {origins: {items: [{id: o, domainName: ${name}}]}}}`,
  );

const endpoint = (type: string, target: string): string =>
  object(
    'externaldns.k8s.io/v1alpha1',
    'DNSEndpoint',
    `spec: {endpoints: [{dnsName: a.example.com, recordType: ${type}, targets: [${target}]}]}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'a name that ExternalDNS makes',
    endpoint('A', '10.0.0.1'),
    endpoint('A', '10.0.0.2'),
    ['10.0.0.2, and no longer to 10.0.0.1'],
  ],
  [
    'a name with a dot at its end',
    endpoint('CNAME', 'b.example.com'),
    endpoint('CNAME', 'b.example.com.'),
    [],
  ],
  ['a text that ExternalDNS makes', endpoint('TXT', 'one'), endpoint('TXT', 'two'), []],
  ['a host of the mesh', entry('10.0.0.1'), entry('10.0.0.2'), ['10.0.0.2, and no longer to 10.0.0.1']],
  ['a host with one address more', entry('10.0.0.1'), entry('10.0.0.1', '10.0.0.2'), []],
  ['a host with one address less', entry('10.0.0.1', '10.0.0.2'), entry('10.0.0.2'), []],
  ['a record', record('A', '1.1.1.1'), record('A', '2.2.2.2'), ['2.2.2.2, and no longer to 1.1.1.1']],
  ['a record in another order', record('A', '1.1.1.1', '2.2.2.2'), record('A', '2.2.2.2', '1.1.1.1'), []],
  ['a text', record('TXT', 'one'), record('TXT', 'two'), []],
  [
    'an alias',
    alias('a.example.com'),
    alias('b.example.com.'),
    ['b.example.com, and no longer to a.example.com'],
  ],
  ['an alias, its dot written out', alias('a.example.com'), alias('a.example.com.'), []],
  ['an alias of another region', alias('a.us-west-2.elb.aws'), alias('a.eu-central-1.elb.aws'), []],
  [
    'a Service',
    outer('a.example.com'),
    outer('b.example.com'),
    ['b.example.com, and no longer to a.example.com'],
  ],
  [
    'a Service that led to pods',
    object('v1', 'Service', 'spec: {selector: {a: b}}'),
    outer('b.example.com').replace('spec: {', 'spec: {selector: {a: b}, '),
    ['b.example.com, and no longer to its pods'],
  ],
  ['endpoints', slice('10.0.0.1'), slice('10.0.0.2'), ['10.0.0.2, and no longer to 10.0.0.1']],
  [
    'an edge',
    origin('a.example.com'),
    origin('b.example.com'),
    ['b.example.com, and no longer to a.example.com'],
  ],
])('where %s leads', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((text) => `warning traffic-change: leads to ${text}`)),
);

test('a name of one cluster that leads to another region, but not those of two clusters', () => {
  const name = (region: string, target: string): string =>
    `{apiVersion: route53.services.k8s.aws/v1alpha1, kind: RecordSet,
      metadata: {name: a, namespace: b, labels: {plumbline.dev/environment: production, plumbline.dev/region: ${region}}},
      spec: {recordType: CNAME, resourceRecords: [{value: web.${target}.example.com}]}}`;
  expect(told(name('us-west-2', 'us-west-2'), name('us-west-2', 'eu-central-1'))).toEqual([
    'warning traffic-change: leads to web.eu-central-1.example.com, and no longer to web.us-west-2.example.com',
  ]);
  expect(told(name('us-west-2', 'us-west-2'), name('eu-central-1', 'eu-central-1'))).toEqual([]);
});

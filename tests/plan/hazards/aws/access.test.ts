import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const aws = (service: string, kind: string, spec: string): string =>
  object(`${service}.services.k8s.aws/v1alpha1`, kind, `spec: {${spec}}`);
const group = (rules: string, direction = 'ingress'): string =>
  aws('ec2', 'SecurityGroup', `${direction}Rules: [${rules}]`);
const port = (number: number, ranges: string, protocol = 'tcp'): string =>
  `{ipProtocol: "${protocol}", fromPort: ${number}, toPort: ${number}, ${ranges}}`;
const from = (...networks: string[]): string =>
  `ipRanges: [${networks.map((network) => `{cidrIP: ${network}}`).join(', ')}]`;
const cluster = (config: string): string => aws('eks', 'Cluster', `resourcesVPCConfig: {${config}}`);
const role = (policy: string): string =>
  aws('iam', 'Role', `policies: ["arn:aws:iam::aws:policy/${policy}"]`);

test.each<[string, string, string, string[]]>([
  [
    'everyone on a port',
    group(port(5432, from('10.0.0.0/8'))),
    group(port(5432, from('0.0.0.0/0'))),
    ['warning exposure: takes traffic from 0.0.0.0/0 on port 5432'],
  ],
  ['a part of a network', group(port(5432, from('10.0.0.0/8'))), group(port(5432, from('10.1.0.0/16'))), []],
  [
    'another protocol, and another group',
    group(port(53, from('10.0.0.0/8'))),
    group(
      `${port(53, from('10.0.0.0/8'), 'udp')}, ${port(53, 'userIDGroupPairs: [{groupRef: {from: {name: a}}}]')}`,
    ),
    [
      'warning exposure: takes traffic from 10.0.0.0/8 on port 53/udp',
      'warning exposure: takes traffic from the group a on port 53',
    ],
  ],
  [
    'one port of all',
    group(`{ipProtocol: "-1", ${from('10.0.0.0/8')}}`),
    group(port(1, from('10.0.0.0/8'))),
    [],
  ],
  [
    'all ports of one',
    group(port(1, from('10.0.0.0/8'))),
    group(`{ipProtocol: "-1", ${from('10.0.0.0/8')}}`),
    ['warning exposure: takes traffic from 10.0.0.0/8'],
  ],
  ['what it may call, which was all', group(''), group(port(1, from('10.0.0.0/8')), 'egress'), []],
  [
    'what it may call',
    group(port(1, from('10.0.0.0/8')), 'egress'),
    group(port(1, from('0.0.0.0/0')), 'egress'),
    ['warning exposure: sends traffic to 0.0.0.0/0 on port 1'],
  ],
  [
    'a new group for everyone, and for some',
    '',
    group(port(443, from('0.0.0.0/0', '10.0.0.0/8'))),
    ['warning exposure: takes traffic from 0.0.0.0/0 on port 443'],
  ],
  [
    'an API in the internet',
    cluster('endpointPublicAccess: false'),
    cluster('endpointPublicAccess: true'),
    ['warning exposure: its API takes requests from 0.0.0.0/0'],
  ],
  [
    'an API for some, no longer for all',
    cluster('endpointPublicAccess: true'),
    cluster('publicAccessCIDRs: [192.0.2.0/24]'),
    [],
  ],
  [
    'rights to everything',
    role('ReadOnlyAccess'),
    role('AdministratorAccess'),
    ['error rbac-widening: newly has the rights of arn:aws:iam::aws:policy/AdministratorAccess'],
  ],
  ['rights less', role('ReadOnlyAccess'), aws('iam', 'Role', ''), []],
  [
    'a group of a cluster',
    aws('eks', 'AccessEntry', 'kubernetesGroups: [a]'),
    aws('eks', 'AccessEntry', 'kubernetesGroups: [a, b]'),
    ['warning rbac-widening: newly belongs to the group b'],
  ],
])('%s', (_, before, after, expected) => expect(told(before, after).sort()).toEqual(expected.sort()));

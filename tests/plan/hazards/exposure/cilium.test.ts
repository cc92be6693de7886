import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const policy = (spec: string): string => object('cilium.io/v2', 'CiliumNetworkPolicy', `spec: {${spec}}`);
const out = (...peers: readonly string[]): string =>
  policy(`egress: [${peers.map((peer) => `{${peer}}`).join(', ')}]`);
const world = 'toEntities: [world]';
const names = 'toFQDNs: [{matchName: a.example.com}]';

test.each<[string, string, string, string[]]>([
  [
    'from everywhere',
    policy('ingress: [{fromEntities: [cluster]}]'),
    policy('ingress: [{fromEntities: [all]}]'),
    ['lets in traffic from all'],
  ],
  ['to the world', out(names), out(world), ['lets traffic out to world']],
  ['to a name', out(world), out(names), []],
  ['to a network', out(world), out('toCIDR: [8.8.8.0/24]'), []],
  [
    'to more names',
    out(names),
    out("toFQDNs: [{matchPattern: '*.example.com'}]"),
    ['lets traffic out to *.example.com'],
  ],
  ['to fewer networks', out('toCIDRSet: [{cidr: 10.0.0.0/8}]'), out('toCIDR: [10.1.0.0/16]'), []],
  [
    'to all nodes, beside the cluster',
    out('toEntities: [cluster]'),
    out('toEntities: [cluster, remote-node]'),
    [],
  ],
  ['to a name at last', policy('ingress: [{}]'), policy(`ingress: [{}], egress: [{${names}}]`), []],
])('traffic %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

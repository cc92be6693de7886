import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const policy = (spec: string): string => object('cilium.io/v2', 'CiliumNetworkPolicy', `spec: {${spec}}`);
const out = (...peers: readonly string[]): string =>
  policy(`egress: [${peers.map((peer) => `{${peer}}`).join(', ')}]`);
const from = (rule: string): string => policy(`ingress: [{${rule}}]`);
const api = 'fromEndpoints: [{matchLabels: {app: api}}]';
const apiText = 'pods that match {"matchLabels":{"app":"api","io.kubernetes.pod.namespace":"b"}}';
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
  [
    'of pods on all ports',
    from(`${api}, toPorts: [{ports: [{port: "80", protocol: TCP}]}]`),
    from(api),
    [`lets in traffic from ${apiText} on any port`],
  ],
  [
    'of pods on another port',
    from(`${api}, toPorts: [{ports: [{port: "80", protocol: TCP}]}]`),
    from(`${api}, toPorts: [{ports: [{port: "80", protocol: TCP}, {port: "53", protocol: UDP}]}]`),
    [`lets in traffic from ${apiText} on port 53/UDP`],
  ],
  [
    'of pods on a part of a range',
    from(`${api}, toPorts: [{ports: [{port: "80", endPort: 90}]}]`),
    from(`${api}, toPorts: [{ports: [{port: "85", protocol: TCP}]}]`),
    [],
  ],
  [
    'that nobody looks into any more',
    from(`${api}, toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]`),
    from(`${api}, toPorts: [{ports: [{port: "80"}]}]`),
    [`lets in traffic from ${apiText} on port 80, whatever it asks`],
  ],
  [
    'that asks for less',
    from(`${api}, toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}, {method: PUT}]}}]`),
    from(`${api}, toPorts: [{ports: [{port: "80"}], rules: {http: [{method: GET}]}}]`),
    [],
  ],
  [
    'of all on a port',
    from(`${api}, toPorts: [{ports: [{port: "80"}]}]`),
    from('toPorts: [{ports: [{port: "80"}]}]'),
    ['lets in traffic from all'],
  ],
  [
    'of all pods of the namespace',
    from(api),
    from('fromEndpoints: [{}]'),
    ['lets in traffic from pods that match {"matchLabels":{"io.kubernetes.pod.namespace":"b"}}'],
  ],
  [
    'of pods of another namespace',
    from('fromEndpoints: [{}]'),
    from('fromEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": c}}]'),
    ['lets in traffic from pods that match {"matchLabels":{"io.kubernetes.pod.namespace":"c"}}'],
  ],
  [
    'of the same pods in other words',
    from(api),
    from('fromEndpoints: [{matchLabels: {"k8s:app": api, "k8s:io.kubernetes.pod.namespace": b}}]'),
    [],
  ],
  ['of pods, of the whole cluster before', from('fromEntities: [cluster]'), from(api), []],
  [
    'of other pods, which nothing kept in',
    policy(`}, specs: [{endpointSelector: {matchLabels: {a: a}}, ingress: [{${api}}]}`).replace(
      'spec: {}, ',
      '',
    ),
    policy(
      `}, specs: [{endpointSelector: {matchLabels: {a: a}}, ingress: [{${api}}]}, {endpointSelector: {matchLabels: {a: b}}, ingress: [{fromEntities: [all]}]}`,
    ).replace('spec: {}, ', ''),
    [],
  ],
  ['of pods, of nobody before', policy('ingress: [{}]'), from(api), [`lets in traffic from ${apiText}`]],
  ['of nobody', from(api), policy('ingress: [{}]'), []],
])('traffic %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

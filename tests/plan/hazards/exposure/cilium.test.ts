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
    ['lets in traffic from all on port 80'],
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
  [
    'to what was left out of a network',
    out('toCIDRSet: [{cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.0.0/16]}]'),
    out('toCIDRSet: [{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}]'),
    ['lets traffic out to 0.0.0.0/0 but for 10.0.0.0/8'],
  ],
  [
    'to a part of a network of which another part is left out',
    out('toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.9.0.0/16]}]'),
    out('toCIDR: [10.1.0.0/16]'),
    [],
  ],
  [
    'that was refused',
    policy('ingressDeny: [{fromEntities: [world]}], ingress: [{fromEntities: [all]}]'),
    from('fromEntities: [all]'),
    ['lets in traffic from world, which it refused'],
  ],
  [
    'that is refused on fewer ports',
    policy('egressDeny: [{toCIDR: [10.0.0.0/8]}]'),
    policy('egressDeny: [{toCIDR: [10.0.0.0/8], toPorts: [{ports: [{port: "22"}]}]}]'),
    ['lets traffic out to 10.0.0.0/8 on any port, which it refused'],
  ],
  [
    'of which more is refused',
    policy('egressDeny: [{toCIDR: [10.1.0.0/16]}]'),
    policy('egressDeny: [{toCIDR: [10.0.0.0/8]}]'),
    [],
  ],
  [
    'of ICMP',
    from(api),
    from(`${api}}, {icmps: [{fields: [{type: 8, family: IPv4}]}]`),
    ['lets in traffic from all on ICMP of IPv4, type 8'],
  ],
  [
    'of more than ICMP',
    from('fromEntities: [all], icmps: [{fields: [{type: 8}]}]'),
    from('fromEntities: [all]'),
    ['lets in traffic from all on any port'],
  ],
  [
    'to another Service',
    out('toServices: [{k8sService: {serviceName: a}}]'),
    out('toServices: [{k8sService: {serviceName: a}}, {k8sService: {serviceName: c}}]'),
    ['lets traffic out to Services {"k8sService":{"serviceName":"c"}}'],
  ],
  [
    'on ports that become a range',
    from(`${api}, toPorts: [{ports: [{port: "81"}, {port: "80"}, {port: "82", endPort: 90}]}]`),
    from(`${api}, toPorts: [{ports: [{port: "80", endPort: 90}]}]`),
    [],
  ],
  [
    'of all protocols, in one word',
    from(
      `${api}, toPorts: [{ports: [{port: "53", protocol: tcp}, {port: "53", protocol: UDP}, {port: "53", protocol: SCTP}]}]`,
    ),
    from(`${api}, toPorts: [{ports: [{port: "53", protocol: ANY}]}]`),
    [],
  ],
])('traffic %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

const sections = (...some: readonly string[]): string =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', `specs: [${some.join(', ')}]`);
const ofPods = (app: string, rest = `ingress: [{${api}}]`): string =>
  `{endpointSelector: {matchLabels: {app: ${app}}}, ${rest}}`;
const another = from(api).replace('name: a', 'name: c');

test.each<[string, string, string, string[]]>([
  ['that it says nothing of', policy(`ingress: [{${api}}], egress: [{${world}}]`), out(world), ['']],
  [
    'that it leaves open',
    from(api),
    policy(`enableDefaultDeny: {ingress: false}, ingress: [{${api}}]`),
    [''],
  ],
  [
    'that it leaves open as before',
    from(api).replace('ingress', 'enableDefaultDeny: {ingress: false}, ingress'),
    '',
    [],
  ],
  [
    'of some pods',
    sections(ofPods('x'), ofPods('z')),
    sections(ofPods('x')),
    [' for pods that match {"matchLabels":{"app":"z"}}'],
  ],
  [
    'of what another policy takes over',
    policy(`ingress: [{${api}}], egress: [{${world}}]`),
    `${out(world)}\n---\n${another}`,
    [],
  ],
  [
    'that another policy, which stays, restricts',
    `${policy(`ingress: [{${api}}], egress: [{${world}}]`)}\n---\n${another}`,
    `${out(world)}\n---\n${another}`,
    [],
  ],
])('a direction %s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => text.includes('protection-cut: ingress'))).toEqual(
    expected.map((pods) => `warning protection-cut: ingress is no longer restricted by it${pods}`),
  ),
);

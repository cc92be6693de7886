import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const policy = (spec: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {podSelector: {}, ${spec}}`);
const from = (peer: string, ports = ''): string => policy(`ingress: [{from: [${peer}] ${ports}}]`);
const to = (block: string): string => policy(`egress: [{to: [{ipBlock: {${block}}}]}]`);
const pods = '{podSelector: {matchLabels: {a: b}}}';

const among = (values: string): string => `matchExpressions: [{key: a, operator: In, values: [${values}]}]`;

test.each<[string, string, string]>([
  ['some peers instead of all', policy('ingress: [{}]'), from(pods)],
  ['one port instead of all', from(pods), from(pods, ', ports: [{port: 80}]')],
  [
    'one port of a range',
    from(pods, ', ports: [{port: 80, endPort: 90}]'),
    from(pods, ', ports: [{port: 85, protocol: TCP}]'),
  ],
  [
    'one range instead of its ports',
    from(pods, ', ports: [{port: 81}, {port: 80}, {port: 82, endPort: 90}]'),
    from(pods, ', ports: [{port: 80, endPort: 90}]'),
  ],
  [
    'all protocols in no words',
    from(pods, ', ports: [{protocol: TCP}, {protocol: UDP}, {protocol: SCTP}]'),
    from(pods),
  ],
  [
    'a part of a network of which another part is left out',
    to('cidr: 10.0.0.0/8, except: [10.9.0.0/16]'),
    to('cidr: 10.1.0.0/16'),
  ],
  ['a part of a network', to('cidr: 10.0.0.0/8'), to('cidr: 10.1.0.0/16')],
  ['a part of a network of IPv6', to('cidr: "2001:db8::/32"'), to('cidr: "2001:db8:1::/48"')],
  ['a network but for a part', to('cidr: 10.0.0.0/8'), to('cidr: 10.0.0.0/8, except: [10.1.0.0/16]')],
  [
    'some pods of the same namespaces',
    from('{namespaceSelector: {}}'),
    from(`{namespaceSelector: {}, ${pods.slice(1)}`),
  ],
  ['pods of its own namespace instead of all', from('{namespaceSelector: {}}'), from('{podSelector: {}}')],
  ['the same pods in an expression', from(pods), from(`{podSelector: {${among('b')}}}`)],
  ['fewer values of a label', from(`{podSelector: {${among('b, c')}}}`), from(pods)],
  [
    'more values that are left out',
    from(`{podSelector: {${among('b').replace('In', 'NotIn')}}}`),
    from(`{podSelector: {${among('c, b').replace('In', 'NotIn')}}}`),
  ],
  [
    'its own namespace by its name',
    from(pods),
    from(`{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}, ${pods.slice(1)}`),
  ],
  [
    'a direction that it did not restrict, and lets all through',
    policy('policyTypes: [Ingress]'),
    policy('egress: [{}]'),
  ],
  [
    'directions that go without saying',
    policy('policyTypes: [Ingress, Egress], egress: [{}]'),
    policy('egress: [{}]'),
  ],
  ['a new policy', '', policy('ingress: [{}]')],
])('%s is no more than before', (_, before, after) => expect(told(before, after)).toEqual([]));

const allows = (what: string): string => `warning exposure: allows ${what} that it did not`;

test.each<[string, string, string, string]>([
  ['everybody', from(pods), policy('ingress: [{}]'), allows('ingress from anywhere')],
  [
    'ports',
    from(pods, ', ports: [{port: 80}]'),
    from(pods, ', ports: [{port: 80}, {port: 22}, {port: 53, protocol: UDP}, {port: 8000, endPort: 8080}]'),
    allows(
      `ingress from pods that match {"podSelector":{"matchLabels":{"a":"b"}}} on port 22, 53/UDP, 8000-8080`,
    ),
  ],
  [
    'all ports of a protocol, and some of another one',
    from(pods, ', ports: [{port: 80}]'),
    from(pods, ', ports: [{port: 80}, {protocol: UDP}, {protocol: SCTP, port: 7}]'),
    allows(
      `ingress from pods that match {"podSelector":{"matchLabels":{"a":"b"}}} on any port of UDP and on port 7/SCTP`,
    ),
  ],
  ['a larger network', to('cidr: 10.1.0.0/16'), to('cidr: 10.0.0.0/8'), allows('egress to 10.0.0.0/8')],
  [
    'what was left out of a network',
    to('cidr: 10.0.0.0/8, except: [10.1.0.0/16]'),
    to('cidr: 10.0.0.0/8, except: [10.1.1.0/24]'),
    allows('egress to 10.0.0.0/8'),
  ],
  ['a network of another family', to('cidr: 0.0.0.0/0'), to('cidr: "::/0"'), allows('egress to ::/0')],
  [
    'what is no network',
    to('cidr: 10.0.0.0/8'),
    to('cidr: 10.0.0.300/16'),
    allows('egress to 10.0.0.300/16'),
  ],
  [
    'pods of other namespaces',
    from('{podSelector: {}}'),
    from('{namespaceSelector: {}}'),
    allows('ingress from pods that match {"namespaceSelector":{}}'),
  ],
  [
    'pods of another namespace',
    from(pods),
    from(`{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: c}}, ${pods.slice(1)}`),
    allows(
      'ingress from pods that match {"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"c"}},"podSelector":{"matchLabels":{"a":"b"}}}',
    ),
  ],
  [
    'more values of a label',
    from(pods),
    from(`{podSelector: {${among('b, c')}}}`),
    allows(
      'ingress from pods that match {"podSelector":{"matchExpressions":[{"key":"a","operator":"In","values":["b","c"]}]}}',
    ),
  ],
  [
    'a direction that was restricted without saying so',
    to('cidr: 10.0.0.0/8'),
    policy('ingress: []'),
    'warning protection-cut: Egress is no longer restricted by it',
  ],
])('%s is more than before', (_, before, after, expected) => {
  // What took the place of what is gone.
  expect(told(before, after).filter((message) => !message.includes('traffic-change'))).toEqual([expected]);
});

const dns = 'ports: [{port: 53, protocol: UDP}]';
const others = '{podSelector: {matchLabels: {c: d}}}';
const refused = (what: string): string =>
  `warning traffic-change: ${what}: refused unless another policy allows it`;

test.each<[string, string, string, string[]]>([
  [
    'a port',
    from(pods, ', ports: [{port: 80}, {port: 53, protocol: UDP}]'),
    from(pods, ', ports: [{port: 80}]'),
    [
      refused(
        'no longer allows ingress from pods that match {"podSelector":{"matchLabels":{"a":"b"}}} on port 53/UDP',
      ),
    ],
  ],
  [
    'a peer',
    from(`${pods}, ${others}`),
    from(pods),
    [refused('no longer allows ingress from pods that match {"podSelector":{"matchLabels":{"c":"d"}}}')],
  ],
  [
    'a direction',
    policy('policyTypes: [Ingress]'),
    policy('policyTypes: [Ingress, Egress]'),
    [refused('newly restricts egress to what it allows')],
  ],
  [
    'a part of some ports',
    from(pods, ', ports: [{port: 80, endPort: 90}]'),
    from(pods, ', ports: [{port: 85, endPort: 90}]'),
    [],
  ],
  [
    'what another policy lets through now',
    from(pods, `, ${dns}`),
    `${policy('policyTypes: [Ingress]')}\n---\n${from(pods, `, ${dns}`).replace('name: a', 'name: dns')}`,
    [],
  ],
])('no longer lets %s through', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

test.each<[string, string, string, string[]]>([
  [
    'all pods of its namespace',
    '',
    policy('policyTypes: [Ingress]'),
    [refused('newly restricts ingress to what it allows')],
  ],
  [
    'some pods, which may be new too',
    '',
    policy('policyTypes: [Ingress]').replace('{}', '{matchLabels: {a: b}}'),
    [],
  ],
  [
    'all pods of a new namespace',
    '',
    `{apiVersion: v1, kind: Namespace, metadata: {name: b}}\n---\n${policy('policyTypes: [Ingress]')}`,
    [],
  ],
  [
    'all pods, as another did',
    policy('policyTypes: [Ingress]'),
    policy('ingress: [{from: [{podSelector: {}}]}]').replace('name: a', 'name: c'),
    [],
  ],
])('a new policy for %s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => text.includes('traffic-change'))).toEqual(expected),
);

const both = policy(
  `policyTypes: [Ingress, Egress], ingress: [{from: [${pods}]}], egress: [{to: [${pods}], ports: [{port: 5432}]}]`,
);
const inward = policy(`policyTypes: [Ingress], ingress: [{from: [${pods}]}]`);
const outward = (rule: string, selector = ''): string =>
  policy(`policyTypes: [Egress], egress: [{to: [${pods}] ${rule}}]`)
    .replace('name: a', 'name: out')
    .replace('podSelector: {},', `podSelector: {${selector}},`);
const freed = 'warning protection-cut: Egress is no longer restricted by it';

test.each<[string, string, string[]]>([
  ['as much', outward(', ports: [{port: 5432}]'), []],
  ['more', outward(''), [freed]],
  ['as much of some pods only', outward(', ports: [{port: 5432}]', 'matchLabels: {c: d}'), [freed]],
  [
    'as much, while a third lets some pods out anywhere',
    `${outward(', ports: [{port: 5432}]')}\n---\n${policy('policyTypes: [Egress], egress: [{}]')
      .replace('name: a', 'name: more')
      .replace('podSelector: {},', 'podSelector: {matchLabels: {c: d}},')}`,
    [freed],
  ],
  [
    'as much in another namespace',
    outward(', ports: [{port: 5432}]').replace('namespace: b', 'namespace: c'),
    [freed],
  ],
])('a policy that is split in two, the second of which lets through %s', (_, second, expected) =>
  expect(told(both, `${inward}\n---\n${second}`).filter((text) => text.includes('-cut'))).toEqual(expected),
);

test('two policies instead of one, by other names', () => {
  const renamed = inward.replace('name: a', 'name: in');
  expect(told(both, `${renamed}\n---\n${outward(', ports: [{port: 5432}]')}`)).toEqual([
    'warning recreation: was b/a before: that one is deleted, and this one created',
  ]);
});

test.each<[string, string, string, string[]]>([
  [
    'that it restricts no more',
    policy('policyTypes: [Ingress, Egress]'),
    policy('policyTypes: [Ingress]'),
    [],
  ],
  ['with a policy that kept all out', policy('policyTypes: [Egress]'), '', []],
  [
    'that it restricts no more, of more pods',
    policy('policyTypes: [Ingress, Egress]'),
    policy('policyTypes: [Ingress]'),
    ['warning protection-cut: Egress is no longer restricted by it'],
  ],
])('a direction %s, and that another policy, which stays, restricts', (_, before, after, expected) => {
  const pods = (text: string): string =>
    text.replace('podSelector: {}', 'podSelector: {matchLabels: {a: b}}');
  const staying = pods(to('cidr: 10.0.0.0/8')).replace('name: a', 'name: z');
  const ofSome = (text: string): string => (expected.length > 0 ? text : pods(text));
  const [was, is] = [before, after].map((text) => (text === '' ? '' : ofSome(text))) as [string, string];
  expect(told(`${was}\n---\n${staying}`, is === '' ? staying : `${is}\n---\n${staying}`)).toEqual(expected);
  expect(told(was, is)).not.toEqual([]);
});

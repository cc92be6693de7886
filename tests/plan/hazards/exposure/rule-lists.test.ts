import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const admin = (spec: string): string =>
  object(
    'policy.networking.k8s.io/v1alpha1',
    'AdminNetworkPolicy',
    `spec: {subject: {namespaces: {}}, ${spec}}`,
  );
const calico = (spec: string): string =>
  object('projectcalico.org/v3', 'GlobalNetworkPolicy', `spec: {selector: all(), ${spec}}`);
const rule = (action: string, peer: string, rest = ''): string =>
  `{name: ${action.toLowerCase()}, action: ${action}, from: [${peer}], ${rest}}`;
const team = (name: string): string => `{namespaces: {matchLabels: {team: ${name}}}}`;
const source = (action: string, nets: string, rest = ''): string =>
  `{action: ${action}, source: {nets: [${nets}], ${rest}}}`;

test.each<[string, string, string, string[]]>([
  [
    'a denial less',
    admin(`ingress: [${rule('Deny', team('a'))}]`),
    admin('ingress: []'),
    ['protection-cut: no longer refuses ingress by its rule deny'],
  ],
  [
    'a denial of less',
    admin(`ingress: [${rule('Deny', '{namespaces: {}}')}]`),
    admin(`ingress: [${rule('Deny', team('a'))}]`),
    ['protection-cut: no longer refuses ingress by its rule deny'],
  ],
  [
    'a denial of more, by another name',
    admin(`ingress: [${rule('Deny', team('a'))}]`),
    admin(`ingress: [${rule('Deny', '{namespaces: {}}').replace('name: deny', 'name: no')}]`),
    [],
  ],
  [
    'a denial that passes on',
    admin(`ingress: [${rule('Deny', team('a'))}]`),
    admin(`ingress: [${rule('Pass', team('a'))}]`),
    ['protection-cut: no longer refuses ingress by its rule deny'],
  ],
  [
    'an allowance of more ports',
    admin(`ingress: [${rule('Allow', team('a'), 'ports: [{portNumber: {protocol: TCP, port: 80}}]')}]`),
    admin(`ingress: [${rule('Allow', team('a'))}]`),
    ['exposure: lets in what it did not, by its rule allow'],
  ],
  [
    'an allowance of fewer ports',
    admin(`ingress: [${rule('Allow', team('a'))}]`),
    admin(`ingress: [${rule('Allow', team('a'), 'ports: [{portNumber: {protocol: TCP, port: 80}}]')}]`),
    [],
  ],
  [
    'an allowance before a denial',
    admin(`ingress: [${rule('Deny', '{namespaces: {}}')}, ${rule('Allow', team('a'))}]`),
    admin(`ingress: [${rule('Allow', team('a'))}, ${rule('Deny', '{namespaces: {}}')}]`),
    ['protection-cut: lets in what it refused first, by its rule allow'],
  ],
  [
    'an allowance after a denial',
    admin(`ingress: [${rule('Allow', team('a'))}, ${rule('Deny', '{namespaces: {}}')}]`),
    admin(`ingress: [${rule('Deny', '{namespaces: {}}')}, ${rule('Allow', team('a'))}]`),
    [],
  ],
  [
    'another priority, and other pods',
    admin('priority: 10'),
    admin('priority: 50').replace('{namespaces: {}}', '{namespaces: {matchLabels: {team: a}}}'),
    [
      'protection-cut: is asked before or after others than it was: priority goes from 10 to 50',
      'selector-change: spec.subject changes: it means other pods than before',
    ],
  ],
  [
    'more networks',
    calico(`ingress: [${source('Allow', '10.1.0.0/16')}]`),
    calico(`ingress: [${source('Allow', '10.0.0.0/8')}]`),
    ['exposure: lets in what it did not, by its rule {"source":{"nets":["10.0.0.0/8"]}}'],
  ],
  [
    'a network more that is left out',
    calico(`ingress: [${source('Allow', '10.0.0.0/8')}]`),
    calico(`ingress: [${source('Allow', '10.0.0.0/8', 'notNets: [10.9.0.0/16]')}]`),
    [],
  ],
  [
    'a network that is left out no more',
    calico(`ingress: [${source('Allow', '10.0.0.0/8', 'notNets: [10.9.0.0/16]')}]`),
    calico(`ingress: [${source('Allow', '10.0.0.0/8')}]`),
    ['exposure: lets in what it did not, by its rule {"source":{"nets":["10.0.0.0/8"]}}'],
  ],
  [
    'a direction less',
    calico(`types: [Ingress, Egress], ingress: [${source('Allow', '10.0.0.0/8')}]`),
    calico(`types: [Ingress], ingress: [${source('Allow', '10.0.0.0/8')}]`),
    ['protection-cut: egress is no longer restricted by it'],
  ],
  [
    'a direction that went without saying, and its tier',
    calico(`ingress: [${source('Allow', '10.0.0.0/8')}]`),
    calico(`tier: default, types: [Ingress], ingress: [${source('Allow', '10.0.0.0/8')}]`),
    [],
  ],
  [
    'a selector with other spaces',
    calico('types: [Ingress]').replace('all()', '"a == \'b\'"'),
    calico('types: [Ingress]').replace('all()', '"a==\'b\'"'),
    [],
  ],
  [
    'a direction more',
    calico('types: [Ingress]'),
    calico('types: [Ingress, Egress], egress: [{action: Allow}]'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

test('a policy of administrators that goes lets in what it kept out', () => {
  expect(told(admin(`ingress: [${rule('Deny', team('a'))}]`), '')).toEqual([
    'warning deletion: it is deleted, so what it kept out may come in',
  ]);
});

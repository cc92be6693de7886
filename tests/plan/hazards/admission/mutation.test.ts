import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const admission = 'apiVersion: admissionregistration.k8s.io/v1';
const rule = (resources: string): string =>
  `{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [${resources}]}`;
const webhook = (name: string, resources: string, rest = ''): string =>
  `{name: ${name}, rules: [${rule(resources)}], ${rest}}`;
const webhooks = (...all: string[]): string => configuration('a', all);
const configuration = (name: string, all: readonly string[]): string =>
  `{${admission}, kind: MutatingWebhookConfiguration, metadata: {name: ${name}}, webhooks: [${all.join(', ')}]}`;
const policy = (rest: string, resources = 'pods'): string =>
  `{${admission}, kind: MutatingAdmissionPolicy, metadata: {name: p}, spec: {matchConstraints: {resourceRules: [${rule(resources)}]}, ${rest}}}`;
const binding = (spec: string): string =>
  `{${admission}, kind: MutatingAdmissionPolicyBinding, metadata: {name: b}, spec: {${spec}}}`;
const sets = (value: string): string => `mutations: [{applyConfiguration: {expression: ${value}}}]`;
const only = 'namespaceSelector: {matchLabels: {inject: always}}';
const but = `matchResources: {excludeResourceRules: [${rule('secrets')}]}`;

test.each<[string, string, string, string[]]>([
  [
    'by a webhook',
    '',
    webhooks(webhook('w', 'pods')),
    ['w newly changes CREATE pods before they are stored'],
  ],
  [
    'by one more',
    webhooks(webhook('w', 'pods')),
    webhooks(webhook('w', 'pods'), webhook('v', 'pods')),
    ['v newly changes CREATE pods before they are stored'],
  ],
  [
    'of one more kind',
    webhooks(webhook('w', 'pods')),
    webhooks(webhook('w', 'pods, services')),
    ['w newly changes CREATE services before they are stored'],
  ],
  ['of one kind less', webhooks(webhook('w', 'pods, services')), webhooks(webhook('w', 'pods')), []],
  [
    'in all namespaces',
    webhooks(webhook('w', 'pods', only)),
    webhooks(webhook('w', 'pods')),
    ['w no longer looks only at namespaces with inject=always before it changes objects'],
  ],
  ['by a webhook of another name', webhooks(webhook('w', 'pods')), webhooks(webhook('v', 'pods')), []],
  [
    'by the webhook of another configuration',
    webhooks(webhook('w', 'pods'), webhook('v', 'services')),
    `${webhooks(webhook('w', 'pods'))}\n---\n${configuration('c', [webhook('v', 'services')])}`,
    [],
  ],
  ['by a policy', '', policy(sets('A')), ['newly changes CREATE pods before they are stored']],
  [
    'by a policy that does something else',
    policy(sets('A')),
    policy(sets('B')),
    ['changes objects otherwise than it did'],
  ],
  [
    'by a policy that does the same',
    policy(sets('A')),
    policy(`reinvocationPolicy: IfNeeded, ${sets('A')}`),
    [],
  ],
  [
    'by a policy that comes with its binding',
    '',
    `${policy(sets('A'))}\n---\n${binding('policyName: p')}`,
    ['newly changes CREATE pods before they are stored'],
  ],
  [
    'by a policy that was there',
    '',
    binding('policyName: p'),
    ['lets the policy p change objects before they are stored'],
  ],
  [
    'of what a binding left out',
    binding(`policyName: p, ${but}`),
    binding('policyName: p'),
    ['no longer leaves out CREATE secrets before it changes objects'],
  ],
])('objects that are changed on their way %s', (_, before, after, expected) =>
  expect(told(before, after).filter((message) => message.startsWith('warning mutation'))).toEqual(
    expected.map((text) => `warning mutation: ${text}: what runs is not only what git says`),
  ),
);

test('a policy that lets pass what it cannot change', () =>
  expect(told(policy(sets('A')), policy(`failurePolicy: Ignore, ${sets('A')}`))).toEqual([
    'warning protection-cut: Fail is no longer its failurePolicy: requests pass as they are where it cannot be evaluated',
  ]));

import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const webhook = (rest: string): string =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: a}, webhooks: [{name: w.example.com, ${rest}}]}`;
const policy = (spec: string): string =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: a}, spec: {${spec}}}`;
const binding = (match: string): string =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: a}, spec: {policyName: a, validationActions: [Deny], ${match}}}`;

const rule = (operations: string, resources: string, group = '""'): string =>
  `{apiGroups: [${group}], apiVersions: [v1], operations: [${operations}], resources: [${resources}]}`;
const rules = (...all: readonly string[]): string => `rules: [${all.join(', ')}]`;
const namespaces = (selector: string): string => `matchResources: {namespaceSelector: {${selector}}}`;
const notIn = (values: string): string =>
  namespaces(`matchExpressions: [{key: name, operator: NotIn, values: [${values}]}]`);

test.each<[string, string, string, string[]]>([
  [
    'a webhook for less',
    webhook(rules(rule('CREATE, UPDATE', '"*"', '"*"'))),
    webhook(rules(rule('CREATE', 'pods'))),
    ['w.example.com no longer looks at all of CREATE *.*, UPDATE *.*'],
  ],
  [
    'a webhook for one thing less',
    webhook(rules(rule('CREATE, UPDATE', 'pods, pods/exec'))),
    webhook(rules(rule('CREATE, UPDATE', 'pods'))),
    ['w.example.com no longer looks at all of CREATE pods/exec, UPDATE pods/exec'],
  ],
  [
    'a webhook for the same, in other words',
    webhook(rules(rule('CREATE, UPDATE', 'pods, pods/exec'), rule('CREATE', 'nodes'))),
    webhook(rules(rule('"*"', '"*"'), rule('CREATE, UPDATE', '"pods/*"'))),
    [],
  ],
  [
    'a webhook for what meets a condition',
    webhook(rules(rule('CREATE', 'pods'))),
    webhook(`${rules(rule('CREATE', 'pods'))}, matchConditions: [{name: x, expression: object.a == 1}]`),
    ['w.example.com newly looks only at object.a == 1'],
  ],
  [
    'a policy for less',
    policy(`matchConstraints: {resourceRules: [${rule('CREATE, UPDATE', 'pods')}]}`),
    policy(`matchConstraints: {resourceRules: [${rule('CREATE', 'pods')}]}`),
    ['no longer looks at all of UPDATE pods'],
  ],
  [
    'a policy for more',
    policy(`matchConstraints: {resourceRules: [${rule('CREATE', 'pods')}]}`),
    policy(`matchConstraints: {resourceRules: [${rule('CREATE', '"*/*"')}]}`),
    [],
  ],
  [
    'a policy with an exception',
    policy(`matchConstraints: {resourceRules: [${rule('CREATE', '"*"')}]}`),
    policy(
      `matchConstraints: {resourceRules: [${rule('CREATE', '"*"')}], excludeResourceRules: [${rule('CREATE', 'pods')}]}`,
    ),
    ['newly leaves out CREATE pods'],
  ],
  [
    'a demand that everything meets',
    policy('validations: [{expression: object.a == 1, message: m}]'),
    policy('validations: [{expression: "true", message: m}]'),
    ['"m" is no longer what it demands'],
  ],
  [
    'a binding for some namespaces',
    binding(''),
    binding(namespaces('matchLabels: {x: "y"}')),
    ['newly looks only at namespaces with x=y'],
  ],
  ['a binding for all', binding(namespaces('matchLabels: {x: "y"}')), binding(''), []],
  [
    'a binding for some kinds',
    binding(''),
    binding(`matchResources: {resourceRules: [${rule('"*"', 'pods')}]}`),
    ['no longer looks at all of CONNECT */*.*, CREATE */*.*, DELETE */*.*, UPDATE */*.*'],
  ],
  [
    'one namespace more that is left out',
    binding(notIn('a')),
    binding(notIn('a, b')),
    ['newly looks only at namespaces that are not name=b'],
  ],
  ['one namespace less that is left out', binding(notIn('a, b')), binding(notIn('b')), []],
  [
    'another value more',
    binding(namespaces('matchLabels: {x: "y"}')),
    binding(namespaces('matchExpressions: [{key: x, operator: In, values: ["y", z]}]')),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);

test('who enforces less of Pod Security is told once', () => {
  const enforcing = (level: string): string =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: ${level}}}}`;
  const cut = (level: string): string[] => [
    `warning protection-cut: ${level} is no longer enforced by Pod Security on the pods in it`,
  ];
  expect(told(enforcing('restricted'), enforcing('privileged'))).toEqual(cut('baseline'));
  expect(told(enforcing('restricted'), enforcing('baseline'))).toEqual(cut('restricted'));
  expect(told(enforcing('baseline'), enforcing('restricted'))).toEqual([]);
});

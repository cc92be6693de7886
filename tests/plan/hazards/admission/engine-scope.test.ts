import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const kyverno = (rules: string, spec = ''): string =>
  object('kyverno.io/v1', 'ClusterPolicy', `spec: {${spec} rules: [${rules}]}`);
const rule = (kinds: string, rest = '', name = 'a'): string =>
  `{name: ${name}, match: {any: [{resources: {kinds: [${kinds}]}}]}, ${rest} validate: {message: no ${name}}}`;
const excluding = (namespaces: string): string =>
  rule('Pod', `exclude: {any: [{resources: {namespaces: [${namespaces}]}}]},`);
const exception = (rules: string, namespaces = 'shop'): string =>
  object(
    'kyverno.io/v2',
    'PolicyException',
    `spec: {exceptions: [{policyName: p, ruleNames: [${rules}]}], match: {any: [{resources: {namespaces: [${namespaces}]}}]}}`,
  );
const constraint = (match: string, parameters = ''): string =>
  object(
    'constraints.gatekeeper.sh/v1beta1',
    'K8sLabels',
    `spec: {match: {${match}}, parameters: {${parameters}}}`,
  );
const config = (namespaces: string): string =>
  object(
    'config.gatekeeper.sh/v1alpha1',
    'Config',
    `spec: {match: [{excludedNamespaces: [${namespaces}], processes: [webhook]}]}`,
  );
const validating = (resources: string): string =>
  object(
    'policies.kyverno.io/v1',
    'ValidatingPolicy',
    `spec: {matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [${resources}]}]}}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'a rule that goes',
    kyverno(`${rule('Pod')}, ${rule('Pod', '', 'b')}`),
    kyverno(rule('Pod')),
    ['no longer has the rule b'],
  ],
  ['a rule by another name', kyverno(rule('Pod')), kyverno(rule('Pod').replace('name: a', 'name: c')), []],
  [
    'namespaces that a rule leaves out',
    kyverno(rule('Pod')),
    kyverno(excluding('shop')),
    ['its rule a newly leaves something out (exclude)'],
  ],
  ['fewer of them', kyverno(excluding('shop, cart')), kyverno(excluding('shop')), []],
  [
    'kinds that a rule is about',
    kyverno(rule('Pod, Service')),
    kyverno(rule('Pod')),
    ['its rule a looks at other objects than before (match)'],
  ],
  ['more of them', kyverno(rule('Pod')), kyverno(rule('Pod, Service')), []],
  [
    'namespaces where it only reports',
    kyverno(rule('Pod'), 'validationFailureAction: Enforce,'),
    kyverno(
      rule('Pod'),
      'validationFailureAction: Enforce, validationFailureActionOverrides: [{action: Audit, namespaces: [shop]}],',
    ),
    ['only reports what it refused in shop'],
  ],
  [
    'a policy of another kind, like those of Kubernetes',
    validating('pods, services'),
    validating('pods'),
    ['no longer looks at all of CREATE services'],
  ],
  ['a new exception', '', exception('r'), ['lets pass what is refused by p/r']],
  ['an exception from more', exception('r'), exception('r, s'), ['lets pass what is refused by p/s']],
  [
    'an exception for others',
    exception('r'),
    exception('r', 'shop, cart'),
    ['lets other objects pass than before'],
  ],
  ['an exception for fewer', exception('r, s', 'shop, cart'), exception('r'), []],
  [
    'a constraint of Gatekeeper',
    constraint('namespaces: [shop, cart], excludedNamespaces: [a]'),
    constraint(
      'namespaces: [shop], excludedNamespaces: [a, b], labelSelector: {matchLabels: {x: z}}',
      'l: m',
    ),
    [
      'newly leaves out b',
      'no longer looks at cart',
      'looks at other objects than before: labelSelector',
      'goes by other parameters than before',
    ],
  ],
  [
    'a constraint that is about more',
    constraint(
      'kinds: [{apiGroups: [apps], kinds: [Deployment]}], namespaces: [shop], excludedNamespaces: [a], labelSelector: {}',
    ),
    constraint('kinds: [{apiGroups: [apps], kinds: [StatefulSet, Deployment]}], namespaces: ["*"]'),
    [],
  ],
  [
    'what all of Gatekeeper leaves out',
    config('kube-system'),
    config('kube-system, shop'),
    ['newly leaves out shop (webhook)'],
  ],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`));
});

test.each<[string, string, string]>([
  [
    'a policy of Kyverno',
    kyverno(rule('Pod')),
    'so what it denied is allowed, and what it changed or made is not',
  ],
  ['an exception', exception('r'), 'so what it let pass is refused'],
  ['a constraint', constraint(''), 'so what it denied is allowed'],
])('%s that goes', (_, before, loss) => {
  expect(told(before, '')).toEqual([`warning deletion: it is deleted, ${loss}`]);
});

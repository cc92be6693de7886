import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const kyverno = (rules: string, spec = ''): string =>
  object('kyverno.io/v1', 'ClusterPolicy', `spec: {${spec} rules: [${rules}]}`);
const rule = (kinds: string, rest = '', name = 'a'): string =>
  `{name: ${name}, match: {any: [{resources: {kinds: [${kinds}]}}]}, ${rest} validate: {message: no ${name}}}`;
const excluding = (namespaces: string): string =>
  rule('Pod', `exclude: {any: [{resources: {namespaces: [${namespaces}]}}]},`);
const scoped = (field: 'match' | 'exclude', filter: string): string => {
  const filters = { match: '{any: [{resources: {kinds: [Pod]}}]}', exclude: '{}', [field]: filter };
  return kyverno(`{name: a, match: ${filters.match}, exclude: ${filters.exclude}, validate: {message: no}}`);
};
const inShop = '{resources: {namespaces: [shop]}}';
const named = '{resources: {names: [b]}}';
const pods = '{resources: {kinds: [Pod]}}';
const exception = (rules: string, namespaces = 'shop'): string =>
  object(
    'kyverno.io/v2',
    'PolicyException',
    `spec: {exceptions: [{policyName: p, ruleNames: [${rules}]}], match: {any: [{resources: {namespaces: [${namespaces}]}}]}}`,
  );
const conditional = (conditions: string): string =>
  object(
    'policies.kyverno.io/v1',
    'PolicyException',
    `spec: {policyRefs: [{name: p, kind: ValidatingPolicy}], matchConditions: [${conditions}]}`,
  );
const constraint = (match: string, parameters = ''): string =>
  object(
    'constraints.gatekeeper.sh/v1beta1',
    'K8sLabels',
    `spec: {match: {${match}}, parameters: {${parameters}}}`,
  );
const config = (namespaces: string, process = 'webhook'): string =>
  object(
    'config.gatekeeper.sh/v1alpha1',
    'Config',
    `spec: {match: [{excludedNamespaces: [${namespaces}], processes: ["${process}"]}]}`,
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
    'less that all of what is left out must be',
    scoped('exclude', `{all: [${inShop}, ${named}]}`),
    scoped('exclude', `{all: [${inShop}]}`),
    ['its rule a newly leaves something out (exclude)'],
  ],
  [
    'more that all of what is left out must be',
    scoped('exclude', `{all: [${inShop}]}`),
    scoped('exclude', `{all: [${inShop}, ${named}]}`),
    [],
  ],
  [
    'any of one, then all of it',
    scoped('exclude', `{any: [${inShop}]}`),
    scoped('exclude', `{all: [${inShop}]}`),
    [],
  ],
  [
    'what all of is newly left out',
    scoped('exclude', '{}'),
    scoped('exclude', `{all: [${inShop}]}`),
    ['its rule a newly leaves something out (exclude)'],
  ],
  ['nothing left out any more', scoped('exclude', `{all: [${inShop}]}`), scoped('exclude', '{}'), []],
  [
    'only some of what is left out of namespaces',
    scoped('exclude', `{any: [${inShop}]}`),
    scoped('exclude', '{any: [{resources: {namespaces: [shop], names: [b]}}]}'),
    [],
  ],
  [
    'all of what some was left out of',
    scoped('exclude', '{any: [{resources: {namespaces: [shop], names: [b]}}]}'),
    scoped('exclude', `{any: [${inShop}]}`),
    ['its rule a newly leaves something out (exclude)'],
  ],
  [
    'fewer that selectors leave out',
    scoped('exclude', '{any: [{resources: {selector: {matchExpressions: [{key: a, operator: Exists}]}}}]}'),
    scoped(
      'exclude',
      '{any: [{resources: {selector: {matchExpressions: [{key: a, operator: Exists}, {key: b, operator: Exists}]}}}]}',
    ),
    [],
  ],
  [
    'more that selectors leave out',
    scoped(
      'exclude',
      '{any: [{resources: {selector: {matchExpressions: [{key: a, operator: NotIn, values: [b, c]}]}}}]}',
    ),
    scoped(
      'exclude',
      '{any: [{resources: {selector: {matchExpressions: [{key: a, operator: NotIn, values: [b]}]}}}]}',
    ),
    ['its rule a newly leaves something out (exclude)'],
  ],
  [
    'more that all of what it is about must be',
    scoped('match', `{all: [${pods}]}`),
    scoped('match', `{all: [${pods}, ${named}]}`),
    ['its rule a looks at other objects than before (match)'],
  ],
  [
    'less that all of what it is about must be',
    scoped('match', `{all: [${pods}, ${named}]}`),
    scoped('match', `{all: [${pods}]}`),
    [],
  ],
  [
    'kinds in the older form',
    scoped('match', '{resources: {kinds: [Pod, Service]}}'),
    scoped('match', pods),
    ['its rule a looks at other objects than before (match)'],
  ],
  [
    'more of them in the older form',
    scoped('match', pods),
    scoped('match', '{resources: {kinds: [Pod, Service]}}'),
    [],
  ],
  [
    'namespaces left out in the older form',
    scoped('exclude', inShop),
    scoped('exclude', '{resources: {namespaces: [shop, cart]}}'),
    ['its rule a newly leaves something out (exclude)'],
  ],
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
  [
    'an exception on one condition less',
    conditional('{name: one, expression: a}, {name: two, expression: b}'),
    conditional('{name: one, expression: a}'),
    ['lets other objects pass than before'],
  ],
  ['an exception on one condition more', conditional(''), conditional('{name: one, expression: a}'), []],
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
  ['what a part of Gatekeeper leaves out, of all', config('shop', '*'), config('shop', 'webhook'), []],
  [
    'what all of Gatekeeper leaves out, of a part',
    config('shop', 'webhook'),
    config('shop', '*'),
    ['newly leaves out shop (*)'],
  ],
  ['what was left out by a pattern', config('kube-*', '*'), config('"kube-*", kube-system', '*'), []],
  [
    'a pattern of what was left out',
    config('kube-system'),
    config('kube-*'),
    ['newly leaves out kube-* (webhook)'],
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

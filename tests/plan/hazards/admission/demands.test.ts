import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const admission = (kind: string, rest: string, name = 'a'): string =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ${kind}, metadata: {name: ${name}}, ${rest}}`;
const policy = (spec: string, name = 'a'): string =>
  admission('ValidatingAdmissionPolicy', `spec: {matchConstraints: {resourceRules: []}, ${spec}}`, name);
const demand = (expression: string, message = 'no host network'): string =>
  policy(`validations: [{expression: "${expression}", message: ${message}}]`);
const variable = (expression: string): string =>
  policy(`variables: [{name: images, expression: "${expression}"}]`);
const binding = (spec: string): string =>
  admission('ValidatingAdmissionPolicyBinding', `spec: {validationActions: [Deny], ${spec}}`);
const webhooks = (...all: readonly string[]): string =>
  admission('ValidatingWebhookConfiguration', `webhooks: [${all.join(', ')}]`);
const webhook = (name: string, rest = ''): string =>
  `{name: ${name}.example.com, clientConfig: {service: {namespace: s, name: t}}, ${rest}}`;
const optional = 'failurePolicy: Ignore';

test.each<[string, string, string, string[]]>([
  [
    'another expression',
    demand('object.x != 1'),
    demand('object.x != 1 || true'),
    [
      '"no host network" is what another expression stands for: object.x != 1 || true, no longer object.x != 1',
    ],
  ],
  ['another message', demand('object.x != 1'), demand('object.x != 1', 'no network of the host'), []],
  ['the same, written otherwise', demand('object.x != 1'), demand('object.x  != 1 '), []],
  ['nothing', demand('object.x != 1'), demand('true'), ['"no host network" is no longer what it demands']],
  [
    'another variable',
    variable('object.spec.images'),
    variable('[]'),
    ['its variable images is [], no longer object.spec.images'],
  ],
  [
    'no parameters',
    policy('paramKind: {apiVersion: v1, kind: ConfigMap}'),
    policy(''),
    ['goes by nothing, no longer by parameters of the kind ConfigMap'],
  ],
  [
    'another policy',
    binding('policyName: strict'),
    binding('policyName: lax'),
    ['is for the policy lax, no longer for strict: what that one denied is allowed'],
  ],
  [
    'another parameter',
    binding('policyName: p, paramRef: {name: strict}'),
    binding('policyName: p, paramRef: {name: lax}'),
    ['goes by the parameter lax, no longer by the parameter strict'],
  ],
  ['a parameter at last', binding('policyName: p'), binding('policyName: p, paramRef: {name: lax}'), []],
  [
    'one webhook less',
    webhooks(webhook('a'), webhook('b', optional)),
    webhooks(webhook('a')),
    ['b.example.com is gone: nobody does any more what it did before objects were admitted'],
  ],
  ['a webhook by another name', webhooks(webhook('a')), webhooks(webhook('c')), []],
  [
    'a webhook that may fail',
    webhooks(webhook('a')),
    webhooks(webhook('a', optional)),
    ['a.example.com is no longer required: requests pass without it when it cannot be reached'],
  ],
  [
    'a webhook elsewhere',
    webhooks(webhook('a')),
    webhooks('{name: a.example.com, clientConfig: {url: "https://example.org/x"}}'),
    ['a.example.com is asked at https://example.org/x, no longer at the Service s/t'],
  ],
  [
    'a webhook with its port and path written out',
    webhooks(webhook('a')),
    webhooks('{name: a.example.com, clientConfig: {service: {namespace: s, name: t, port: 443, path: /}}}'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);

test('a binding follows its policy to a new name', () => {
  const [old, now] = ['strict', 'stricter'].map(
    (name) =>
      `${policy('validations: [{expression: object.x != 1}]', name)}\n---\n${binding(`policyName: ${name}`)}`,
  );
  expect(told(old!, now!).filter((each) => each.includes('protection-cut'))).toEqual([]);
});

test('a webhook that moves to another configuration is asked all the same', () => {
  const [both, rest] = [webhooks(webhook('a'), webhook('b')), webhooks(webhook('a'))];
  const other = (text: string): string => webhooks(text).replace('name: a}', 'name: z}');
  expect(told(both, `${rest}\n---\n${other(webhook('b'))}`)).toEqual([]);
  expect(told(both, `${rest}\n---\n${other(webhook('b', optional))}`)).toEqual(told(both, rest));
  expect(told(both, rest)).toHaveLength(1);
});

const kyverno = (rule: string): string =>
  object('kyverno.io/v1', 'ClusterPolicy', `spec: {rules: [{name: a, match: {any: [{}]}, ${rule}}]}`);
const pattern = (network: string, rest = ''): string =>
  kyverno(`validate: {message: no, ${rest} pattern: {spec: {hostNetwork: ${network}}}}`);
const images = (rest: string): string => kyverno(`verifyImages: [{imageReferences: ["a.b/*"] ${rest}}]`);
const changed = (what: string): string => `its rule a demands something else than before (${what})`;
const only = 'its rule a looks only where something else holds than before (preconditions)';

test.each<[string, string, string, string[]]>([
  ['a pattern that lets all pass', pattern("'false'"), pattern("'*'"), [changed('validate')]],
  ['another message', pattern("'false'"), pattern("'false'").replace('message: no', 'message: never'), []],
  ['an action of its own', pattern("'false'"), pattern("'false'", 'failureAction: Enforce,'), []],
  ['no demand any more', pattern("'false'"), kyverno('mutate: {}'), [changed('validate')]],
  ['fewer images', images(''), images('').replace('a.b/*', 'a.b/c*'), [changed('verifyImages')]],
  ['images that need no signature', images(''), images(', required: false'), [changed('verifyImages')]],
  ['what is so anyway, written out', images(''), images(', required: true, mutateDigest: true'), []],
  [
    'a demand on a field that is called like one of its own',
    kyverno('validate: {pattern: {spec: {message: "?*", required: true}}}'),
    kyverno('validate: {pattern: {spec: {}}}'),
    [changed('validate')],
  ],
  [
    'defaults of what checks signatures, written out',
    images(', attestors: [{entries: [{keys: {publicKeys: x, rekor: {}}}]}]'),
    images(
      ', attestors: [{entries: [{keys: {publicKeys: x, signatureAlgorithm: sha256, rekor: {url: "https://rekor.sigstore.dev", ignoreTlog: false}}}]}]',
    ),
    [],
  ],
  [
    'signatures that are in no log',
    images(', attestors: [{entries: [{keys: {publicKeys: x}}]}]'),
    images(', attestors: [{entries: [{keys: {publicKeys: x, rekor: {ignoreTlog: true}}}]}]'),
    [changed('verifyImages')],
  ],
  [
    'violations that were there before, which it lets be anyway',
    pattern("'false'"),
    pattern("'false'", 'allowExistingViolations: true,'),
    [],
  ],
  ['a denial of everything', kyverno('validate: {deny: {}}'), kyverno('validate: {}'), [changed('validate')]],
  [
    'conditions',
    images(''),
    images('').replace('{name: a, match', '{preconditions: {all: [{key: x}]}, name: a, match'),
    [only],
  ],
  [
    'no conditions any more',
    images('').replace('{name: a, match', '{preconditions: {all: []}, name: a, match'),
    images(''),
    [],
  ],
])('a rule of Kyverno with %s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => !text.includes(' mutation'))).toEqual(
    expected.map((message) => `warning protection-cut: ${message}`),
  ),
);

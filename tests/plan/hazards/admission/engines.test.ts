import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const kyverno = (spec: string): string => object('kyverno.io/v1', 'ClusterPolicy', `spec: {${spec}}`);
const action = (text: string): string =>
  kyverno(`validationFailureAction: ${text}, rules: [{name: a, validate: {message: no}}]`);
const rule = (name: string, text: string): string => `{name: ${name}, validate: {failureAction: ${text}}}`;
const ofRule = (text: string): string => kyverno(`rules: [${rule('a', text)}]`);
const gatekeeper = (spec: string): string =>
  object('constraints.gatekeeper.sh/v1beta1', 'K8sRequiredLabels', `spec: {${spec}}`);

test.each<[string, string, string, string[]]>([
  ['a policy of Kyverno', action('Enforce'), action('Audit'), ['only reports what it refused: a']],
  ['a rule of Kyverno', ofRule('Enforce'), ofRule('Audit'), ['only reports what it refused: a']],
  [
    'a policy of Kyverno that nobody asks when it fails',
    kyverno('failurePolicy: Fail'),
    kyverno('failurePolicy: Ignore'),
    ['lets pass what it cannot look at: failurePolicy goes from Fail to Ignore'],
  ],
  ['a policy that says so of its rules', action('Enforce'), ofRule('Enforce'), []],
  [
    'rules in another order',
    kyverno(`rules: [${rule('a', 'Enforce')}, ${rule('b', 'Audit')}]`),
    kyverno(`rules: [${rule('b', 'Audit')}, ${rule('a', 'Enforce')}]`),
    [],
  ],
  ['a policy in small letters', action('Enforce'), action('enforce'), []],
  ['a policy that refuses more', action('Audit'), action('Enforce'), []],
  [
    'a constraint of Gatekeeper',
    gatekeeper(''),
    gatekeeper('enforcementAction: dryrun'),
    ['only reports what it refused: enforcementAction is dryrun'],
  ],
  ['the default of Gatekeeper, written out', gatekeeper(''), gatekeeper('enforcementAction: deny'), []],
  [
    'a policy of Kyverno that nobody asks',
    kyverno('background: true'),
    kyverno('background: true, admission: false'),
    ['is no longer asked before anything is admitted: admission is false'],
  ],
  ['a constraint that refuses more', gatekeeper('enforcementAction: warn'), gatekeeper(''), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`));
});

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const issuer = (server: string): string =>
  object('cert-manager.io/v1', 'ClusterIssuer', `spec: {acme: {server: "https://${server}"}}`);
const store = (spec: string): string =>
  object('external-secrets.io/v1', 'ClusterSecretStore', `spec: {${spec} provider: {}}`);

const secret = (spec: string): string =>
  object('external-secrets.io/v1', 'ExternalSecret', `spec: {secretStoreRef: {name: s}, ${spec}}`);
const pushed = (policy: string): string =>
  object('external-secrets.io/v1alpha1', 'PushSecret', `spec: {deletionPolicy: ${policy}}`);

const certificate = (issuer: string): string =>
  object('cert-manager.io/v1', 'Certificate', `spec: {secretName: s, issuerRef: {${issuer}}}`);
const trigger = (role: string): string =>
  object(
    'keda.sh/v1alpha1',
    'TriggerAuthentication',
    `spec: {podIdentity: {provider: aws, roleArn: ${role}}}`,
  );

test.each<[string, string, string, string[]]>([
  [
    'an issuer that nobody trusts',
    issuer('acme-v02.api.letsencrypt.org'),
    issuer('acme-staging-v02.api.letsencrypt.org'),
    [
      'encryption-cut: its certificates are trusted by nobody: acme.server goes from https://acme-v02.api.letsencrypt.org to https://acme-staging-v02.api.letsencrypt.org',
    ],
  ],
  [
    'an issuer that is trusted',
    issuer('acme-staging-v02.api.letsencrypt.org'),
    issuer('acme-v02.api.letsencrypt.org'),
    [],
  ],
  [
    'a store for all',
    store('conditions: [{namespaces: [a]}],'),
    store(''),
    ['rbac-widening: may be asked from any namespace: conditions is gone'],
  ],
  [
    'a store that acts as somebody else',
    store('').replace('provider: {}', 'provider: {aws: {role: reader}}'),
    store('').replace('provider: {}', 'provider: {aws: {role: admin}}'),
    ['rbac-widening: reads with the rights of another role: provider.aws.role goes from reader to admin'],
  ],
  [
    'triggers that are read as somebody else',
    trigger('reader'),
    trigger('admin'),
    ['rbac-widening: reads with the rights of another role: podIdentity.roleArn goes from reader to admin'],
  ],
  ['triggers that are read in another region', trigger('in-us-west-2'), trigger('in-eu-central-1'), []],
  [
    'another issuer',
    certificate('name: public'),
    certificate('name: private'),
    [
      'encryption-cut: is issued by somebody else, whom clients may not trust: issuerRef.name goes from public to private',
    ],
  ],
  ['a store for some', store(''), store('conditions: [{namespaces: [a]}],'), []],
  [
    'a Secret that grows old',
    secret('refreshInterval: 1h'),
    secret('refreshInterval: 0h0s'),
    ['suspension: takes over no new value any more: refreshInterval goes from 1h to 0h0s'],
  ],
  [
    'a Secret that is made once',
    secret('refreshPolicy: Periodic'),
    secret('refreshPolicy: CreatedOnce'),
    ['suspension: takes over no new value any more: refreshPolicy goes from Periodic to CreatedOnce'],
  ],
  [
    'a Secret that is made again more rarely',
    secret('refreshInterval: 1h'),
    secret('refreshInterval: 10h'),
    [],
  ],
  [
    'a Secret that goes',
    secret('target: {deletionPolicy: Retain}'),
    secret('target: {deletionPolicy: Delete}'),
    [
      'protection-cut: its Secret goes when what it is made from does: target.deletionPolicy goes from Retain to Delete',
    ],
  ],
  [
    'a Secret elsewhere that goes',
    pushed('None'),
    pushed('Delete'),
    ['protection-cut: what it wrote elsewhere goes with it: deletionPolicy goes from None to Delete'],
  ],
  ['a Secret elsewhere that stays', pushed('Delete'), pushed('None'), []],
])('what is given by %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

test.each<[string, string, string, string[]]>([
  [
    'a certificate that makes others',
    certificate('name: i'),
    certificate('name: i}, isCA: true, x: {'),
    ['rbac-widening: lets whoever reads its Secret make certificates: isCA is true'],
  ],
  [
    'a certificate that keeps its key',
    certificate('name: i}, privateKey: {rotationPolicy: Always'),
    certificate('name: i}, privateKey: {rotationPolicy: Never'),
    ['encryption-cut: uses the same key for ever: privateKey.rotationPolicy goes from Always to Never'],
  ],
  [
    'an issuer that does not look whom it asks',
    issuer('acme.example'),
    issuer('acme.example", skipTLSVerify: true, email: "'),
    ['encryption-cut: does not check whom it asks for certificates: acme.skipTLSVerify is true'],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

test('an account whose pods are given a token', () => {
  const account = (rest: string): string => object('v1', 'ServiceAccount', rest);
  const [kept, open] = [account('automountServiceAccountToken: false'), account('imagePullSecrets: []')];
  const given =
    'warning exposure: gives its pods a token for the API server, unless they say otherwise: automountServiceAccountToken';
  expect(told(kept, open)).toEqual([`${given} is gone`]);
  expect(told(kept, account('automountServiceAccountToken: true'))).toEqual([
    `${given} goes from false to true`,
  ]);
  expect(told(open, account('automountServiceAccountToken: true'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const issuer = (server: string): string =>
  object('cert-manager.io/v1', 'ClusterIssuer', `spec: {acme: {server: "https://${server}"}}`);
const store = (spec: string): string =>
  object('external-secrets.io/v1', 'ClusterSecretStore', `spec: {${spec} provider: {}}`);

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
  ['a store for some', store(''), store('conditions: [{namespaces: [a]}],'), []],
])('what is given by %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifests } from '../../../src/manifest/read.ts';
import {
  type Exemption,
  exempting,
  expiredExemptions,
  readExemptions,
} from '../../../src/policy/exemptions/exemptions.ts';
import { readAllExemptions } from '../../../src/policy/exemptions/read-all.ts';
import { checkout } from '../../support/checkout.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const exemption: Exemption = {
  policy: 'require-tls',
  location: { file: 'exemptions.yaml', line: 3, column: 11 },
  name: 'old-client',
  owner: 'team-receipts',
  reason: 'A scanner in use knows TLS 1.0 only.',
  expires: '2026-12-31',
  apiGroup: 'networking.istio.io',
  kind: 'Gateway',
  namespace: 'shop',
  objects: ['web', 'api'],
};

test('an exemption holds until the end of its last day', () => {
  expect(expiredExemptions([exemption], '2026-12-31')).toEqual([]);
  expect(expiredExemptions([exemption], '2027-01-01')).toEqual([
    {
      severity: 'error',
      rule: 'expired-exemption',
      message: 'the exemption old-client from require-tls expired on 2026-12-31',
      location: exemption.location,
      next: 'team-receipts mends the objects and removes it, or gives a new reason and date',
    },
  ]);
});

test('a policy leaves the exempt objects alone, beside its own conditions', () => {
  const [policy, binding] = readManifests(
    `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: require-tls }
spec: { matchConditions: [{ name: own, expression: 'true' }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: require-tls }
spec: { policyName: require-tls }
`,
    'policy.yaml',
  ).manifests;
  if (!policy || !binding) throw new Error('two manifests are expected');
  expect(exempting(policy, [exemption]).object['spec']).toEqual({
    matchConditions: [
      { name: 'own', expression: 'true' },
      {
        name: 'exempt-old-client',
        expression:
          '!(request.kind.group == "networking.istio.io" && request.kind.kind == "Gateway" && request.namespace == "shop" && request.name in ["web","api"])',
      },
    ],
  });
  expect(exempting(policy, [])).toBe(policy);
  expect(exempting(binding, [exemption])).toBe(binding);
});

test('objects without a namespace, and kinds of the core group, are told by what they have', () => {
  const { namespace: _, apiGroup: __, ...clusterWide } = exemption;
  const [policy] = readManifests(
    'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: x }\nspec: {}\n',
    'policy.yaml',
  ).manifests;
  if (!policy) throw new Error('a manifest is expected');
  expect(exempting(policy, [clusterWide]).object['spec']).toEqual({
    matchConditions: [
      {
        name: 'exempt-old-client',
        expression:
          '!(request.kind.group == "" && request.kind.kind == "Gateway" && request.name in ["web","api"])',
      },
    ],
  });
});

test('a policy without exemptions has no file of them', () => {
  expect(readExemptions(checkout, 'policies/require-probes')).toEqual({ exemptions: [], findings: [] });
});

test('our own exemptions have reasons that can be read', () => {
  const { exemptions } = readAllExemptions(checkout);
  expect(exemptions.map(({ policy, name }) => `${policy}: ${name}`)).toEqual([
    'confine-argocd-projects: default-of-argocd',
    'forbid-rbac-escalation: argocd',
    'require-backups-of-state: one-region-for-each-law',
    'require-tls: images-before-their-certificate',
    'require-waf: images-before-their-firewall',
  ]);
  for (const { reason } of exemptions) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
});

test('where there are no policies, or exemptions that cannot be looked at, nobody knows them', () => {
  expect(readAllExemptions(temporaryFolder())).toMatchObject({
    exemptions: [],
    findings: [{ severity: 'unjudged', rule: 'no-policies', location: { file: 'policies' } }],
  });
  const root = temporaryFolder({ 'policies/require-tls/policy.yaml': '' });
  expect(readAllExemptions(root)).toEqual({ exemptions: [], findings: [] });
  symlinkSync('exemptions.yaml', join(root, 'policies/require-tls/exemptions.yaml'));
  expect(readAllExemptions(root).findings).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'unreadable-file',
      location: { file: 'policies/require-tls/exemptions.yaml' },
    },
  ]);
});

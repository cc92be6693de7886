import { expect, test } from 'vitest';
import type { EnvironmentFile } from '../../src/model/environment.ts';
import {
  checkValidationActions,
  fleetRulesOf,
  policiesOf,
  readPolicyObjects,
} from '../../src/synth/policies.ts';
import { temporaryFolder } from '../support/temporary.ts';

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: require-tls }
spec: { validations: [{ expression: 'true' }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: require-tls }
spec: { policyName: require-tls, validationActions: [Deny] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: require-tls, namespace: policies }
`;
const exemptions = `exemptions:
  - { name: old, owner: team-shop, reason: It goes soon., expires: 2026-12-31, apiGroup: apps, kind: Deployment, objects: [web] }
`;

function environment(validationActions?: EnvironmentFile['validationActions']) {
  const data = {
    hub: 'eu-central-1',
    account: '111122223333',
    domain: 'shop.example',
    repository: 'https://git.example/shop',
    revision: 'main',
    registry: 'registry.example',
    ...(validationActions && { validationActions }),
  };
  const locate = () => ({ file: 'environments/test/environment.yaml', line: 7 });
  const file = 'environments/test/environment.yaml';
  return { name: 'test', file, data, regions: [], hasAllRegions: true, locate, isBroken: () => false };
}

test('each policy is read with its bindings, parameters and exemptions, and nothing that is beside it', async () => {
  const root = temporaryFolder({
    'policies/require-tls/policy.yaml': policy,
    'policies/require-tls/exemptions.yaml': exemptions,
    'policies/require-tls/objects.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: sample }\n',
    'policies/need-budgets/rule.ts': 'export default {};',
    'policies/need-budgets/objects.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: sample }\n',
  });
  const { manifests, findings } = await readPolicyObjects(root);
  expect(findings).toEqual([]);
  expect(manifests.map(({ object }) => object.kind)).toEqual([
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ConfigMap',
  ]);
  expect(manifests[0]?.object['spec']).toMatchObject({ matchConditions: [{ name: 'exempt-old' }] });
});

test('a policy of another name is not dropped without a word', async () => {
  const root = temporaryFolder({
    'policies/require-tls/policy.yml': policy,
    'policies/need-budgets/rule.ts': 'export default {};',
  });
  expect(await readPolicyObjects(root)).toMatchObject({
    manifests: [],
    findings: [
      {
        severity: 'unjudged',
        location: { file: 'policies/require-tls' },
        next: 'rename policy.yml to policy.yaml',
      },
    ],
  });
});

test.for([
  ['nothing', ''],
  ['a comment', '# moved to another team\n'],
  ['an empty document', '---\n'],
  ['only a binding', policy.slice(policy.indexOf('---'), policy.lastIndexOf('---'))],
])('a policy.yaml that holds %s takes no policy out of clusters without a word', async ([, text = '']) => {
  const root = temporaryFolder({
    'policies/require-tls/policy.yaml': text,
    'policies/require-tls/exemptions.yaml': exemptions,
    'policies/need-budgets/rule.ts': 'export default {};',
  });
  const { findings } = await readPolicyObjects(root);
  expect(findings).toEqual([
    {
      severity: 'unjudged',
      rule: 'no-policy',
      message: 'the file holds no ValidatingAdmissionPolicy',
      location: { file: 'policies/require-tls/policy.yaml' },
      next: 'add it, or remove the folder',
    },
  ]);
});

test('of a policy.yaml that cannot be read, only why is told', async () => {
  const root = temporaryFolder({ 'policies/require-tls/policy.yaml': 'kind: [ValidatingAdmissionPolicy\n' });
  const { findings } = await readPolicyObjects(root);
  expect(findings.map(({ rule }) => rule)).not.toContain('no-policy');
  expect(findings).toHaveLength(1);
});

test('fleet rules are folders with rule.ts', () => {
  const root = temporaryFolder({
    'policies/require-tls/policy.yaml': policy,
    'policies/need-budgets/rule.ts': 'export default {};',
  });
  expect(fleetRulesOf(root)).toEqual(['need-budgets']);
});

test('a repository may have no policies', async () => {
  expect(await readPolicyObjects(temporaryFolder())).toMatchObject({ manifests: [], findings: [] });
});

test('bindings do what the environment says instead, and nothing else changes', async () => {
  const root = temporaryFolder({ 'policies/require-tls/policy.yaml': policy });
  const { manifests } = await readPolicyObjects(root);
  const objects = manifests.map(({ object }) => object);
  expect(policiesOf(environment(), manifests)).toEqual(objects);
  expect(policiesOf(environment({ 'require-probes': ['Warn'] }), manifests)).toEqual(objects);

  const [first, binding, params] = policiesOf(environment({ 'require-tls': ['Audit', 'Warn'] }), manifests);
  expect(binding?.['spec']).toEqual({ policyName: 'require-tls', validationActions: ['Audit', 'Warn'] });
  expect([first, params]).toEqual([objects[0], objects[2]]);
});

test('an environment names policies that are there', async () => {
  const root = temporaryFolder({ 'policies/require-tls/policy.yaml': policy });
  const { manifests } = await readPolicyObjects(root);
  const check = (...names: string[]) =>
    checkValidationActions(
      { environments: [environment(Object.fromEntries(names.map((name) => [name, ['Warn']])))] },
      manifests,
      ['need-budgets'],
    );
  expect(check('require-tls')).toEqual([]);
  expect(check('require-tsl', 'everything')).toEqual([
    {
      severity: 'unjudged',
      rule: 'unknown-policy',
      message: '`validationActions.require-tsl`: there is no policy require-tsl',
      location: { file: 'environments/test/environment.yaml', line: 7 },
      next: 'did you mean require-tls?',
    },
    {
      severity: 'unjudged',
      rule: 'unknown-policy',
      message: '`validationActions.everything`: there is no policy everything',
      location: { file: 'environments/test/environment.yaml', line: 7 },
      next: 'remove it, or name a folder of policies/ with policy.yaml',
    },
  ]);
  expect(check('need-budgets')).toMatchObject([
    {
      message: '`validationActions.need-budgets`: need-budgets is a fleet rule, which no cluster enforces',
      next: 'remove it: plumb policy check judges by fleet rules',
    },
  ]);
});

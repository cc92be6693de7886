import { expect, test } from 'vitest';
import { checked } from './checked.ts';

const policy = (validation: string, name = 'web') => `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: ${name}}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}]
  validations: [${validation}]
`;
const binding = `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: web}
spec: {policyName: web, validationActions: [Deny]}
`;

test('a policy and its binding that a cluster would take are nothing to tell', () => {
  expect(checked(policy('{expression: object.spec.replicas < 5}') + binding)).toEqual([]);
});

test('an expression that does not compile is told', () => {
  expect(checked(policy('{expression: objekt.spec.replicas < 5}'))).toEqual([
    expect.stringMatching(
      /^error expression-does-not-compile spec\.validations\[0\]\.expression: .*undeclared reference to 'objekt'/,
    ),
  ]);
});

test('a field is complained about once, whoever finds it', () => {
  expect(checked(policy('{message: too many}'))).toEqual([
    'error required-field spec.validations[0].expression: is missing',
  ]);
});

test('a binding of a policy that is not there is a warning', () => {
  expect(checked(policy('{expression: "true"}', 'other') + binding)).toEqual([
    expect.stringMatching(/^warning missing-reference spec\.policyName: /),
  ]);
});

import { expect, test } from 'vitest';
import { groupOfPolicy, shadowOf } from '../../../src/policy/api-server/shadow.ts';

const policy = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'pin' },
};

test('a shadow judges those who ask for it, before its own conditions', () => {
  const own = { name: 'own', expression: 'true' };
  const shadow = shadowOf({ ...policy, spec: { matchConditions: [own] } });
  const asked = {
    name: 'asked',
    expression:
      'request.userInfo.groups.exists(group, group in ["plumbline:policy:pin","plumbline:policies"])',
  };
  expect(shadow['spec']).toEqual({ matchConditions: [asked, own] });
  expect(shadowOf({ ...policy, spec: {} })['spec']).toEqual({ matchConditions: [asked] });
  expect(groupOfPolicy('pin')).toBe('plumbline:policy:pin');
});

test('the expressions of a shadow are of one line, as warnings are', () => {
  const variables = [{ name: 'all', expression: 'a &&\n  b' }];
  const validations = [{ expression: 'variables.all', messageExpression: "'a' +\n'b'", message: 'a\nb' }];
  expect(shadowOf({ ...policy, spec: { variables, validations } })['spec']).toMatchObject({
    variables: [{ name: 'all', expression: 'a && b' }],
    validations: [{ expression: 'variables.all', messageExpression: "'a' + 'b'", message: 'a\nb' }],
  });
});

test('a shadow warns only', () => {
  const binding = {
    ...policy,
    kind: 'ValidatingAdmissionPolicyBinding',
    spec: { policyName: 'pin', validationActions: ['Deny'] },
  };
  expect(shadowOf(binding)['spec']).toEqual({ policyName: 'pin', validationActions: ['Warn'] });
});

test('parameters stay as they are', () => {
  const parameters = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'pin' }, data: { most: '3' } };
  expect(shadowOf(parameters)).toBe(parameters);
});

import { expect, test } from 'vitest';
import { readManifests } from '../../src/manifest/read.ts';
import { expressionProblems } from '../../src/policy/expression-problems.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

function problems(expression: string, name = 'cap-scalers'): readonly string[] {
  const text = JSON.stringify({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: { validations: [{ expression }] },
  });
  return readManifests(text, 'policy.yaml')
    .manifests.flatMap((manifest) => expressionProblems(parsePolicy(manifest)))
    .map(({ path, message }) => `${path.join('.')} ${message}`);
}

test('an expression must compile, to what its field takes', () => {
  expect(problems('object.spec.((')).toEqual([
    expect.stringMatching(/^spec\.validations\.0\.expression does not compile, at 1:\d+: /),
  ]);
  expect(problems("'yes'")).toEqual(['spec.validations.0.expression must evaluate to bool but got string']);
  expect(problems('object.spec.maxReplicaCount <= 100')).toEqual([]);
});

test('the same policy elsewhere has the same problems, and another one has its own', () => {
  expect(problems('1', 'first')).toEqual(problems('1', 'second'));
  expect(problems('1')).not.toEqual(problems("'1'"));
});

import { expect, test } from 'vitest';
import { AdmissionPolicies } from '../../src/constructs/admission-policies.ts';
import { exampleChart, exampleContext, objectsOf } from './fixtures.ts';

const admission = { apiVersion: 'admissionregistration.k8s.io/v1' };

test('policies and bindings are of the cluster, parameters of the namespace that they name', () => {
  const { environment } = exampleContext();
  const chart = exampleChart({
    namespace: 'elsewhere',
    environment: {
      ...environment,
      policies: [
        {
          ...admission,
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: 'own', annotations: { controls: 'cis/5.1.1' } },
          spec: { matchConstraints: {} },
        },
        { ...admission, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'own' } },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'own', namespace: 'policies' },
          data: { cpu: '8' },
        },
      ],
    },
  });
  new AdmissionPolicies(chart, 'policies');
  const [policy, binding, params] = objectsOf(chart);

  expect(policy).toMatchObject({
    kind: 'ValidatingAdmissionPolicy',
    metadata: {
      name: 'own',
      labels: { 'app.kubernetes.io/managed-by': 'plumbline' },
      annotations: { controls: 'cis/5.1.1' },
    },
    spec: { matchConstraints: {} },
  });
  expect([policy, binding, params].map((object) => object?.metadata.namespace)).toEqual([
    undefined,
    undefined,
    'policies',
  ]);
  expect(params).toMatchObject({ kind: 'ConfigMap', data: { cpu: '8' } });
});

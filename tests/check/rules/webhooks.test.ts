import { expect, test } from 'vitest';
import { checked } from '../checked.ts';

/** What the API server accepts and refuses is in `tests/schema/*.cases.ts`; here, how it is told. */
const webhook = (fields: string) => `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: web}
webhooks:
  - name: web.example.com
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: {url: 'https://web.example.com/check'}
    ${fields}
`;

test('rules of a webhook are told where they stand', () => {
  const rule =
    '{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments], scope: All}';
  expect(checked(webhook(`rules: [${rule}]`))).toEqual([
    expect.stringMatching(/^error invalid-value webhooks\[0\]\.rules\[0\]\.scope: "All" is no scope/),
  ]);
});

test('a condition of a webhook that is no condition is told', () => {
  expect(checked(webhook('matchConditions: [{name: a, expression: object.spec}]'))).toEqual([
    'error expression-does-not-compile webhooks[0].matchConditions[0].expression: must evaluate to bool but got dyn',
  ]);
  expect(checked(webhook('matchConditions: [{name: a, expression: object.spec.a == 1}]'))).toEqual([]);
});

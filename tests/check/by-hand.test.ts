import { expect, test } from 'vitest';
import { checked, findingsOver, object } from './checked.ts';

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

test('no value of a Secret is told, but what is wrong with it', () => {
  const secret = object(
    'Secret',
    'v1',
    'web',
    `type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: 'hunter2'}`,
  );
  const [finding] = findingsOver(`---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n${secret}`);
  expect(JSON.stringify(finding)).not.toContain('hunter2');
  expect(finding).toMatchObject({
    message: 'stringData[".dockerconfigjson"]: is no JSON',
    allowed: 'what a Secret of type kubernetes.io/dockerconfigjson holds',
  });
});

test('what a quota cannot count is told with what it can', () => {
  const quota = object('ResourceQuota', 'v1', 'web', 'spec: {hard: {deployments: 5}}');
  const found = findingsOver(`---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n${quota}`);
  expect(found).toMatchObject([
    {
      message: 'spec.hard.deployments: "deployments" is nothing that a quota counts',
      allowed: expect.stringContaining('count/deployments.apps'),
    },
  ]);
});

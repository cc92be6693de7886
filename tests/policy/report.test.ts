import { expect, test } from 'vitest';
import { policyDocument, policyFindings } from '../../src/policy/report.ts';
import { configMap, judged, policy, reported } from './judged.ts';

test('text says what, where and by which policy; warnings change no exit code', () => {
  expect(reported({ policies: policy({ actions: 'Warn' }), objects: configMap })).toEqual({
    text:
      'objects.yaml:1:1 (ConfigMap shop/plain): warning[p]: failed expression: false (binding p); only a warning\n\n' +
      'plumb policy check: 1 object judged by 1 policy: 1 warned (1 warning)\n',
    exitCode: 0,
  });
});

test('where nobody said who asks, that is what to do; nobody can say what the authorizer would', () => {
  const asked = (expression: string) =>
    policyFindings(judged({ policies: policy({ expression }), objects: configMap })).map(
      ({ severity, next }) => [severity, next],
    );
  const next = 'say who asks: plumb policy check --as USER';
  expect(asked("request.userInfo.username == 'x'")).toEqual([['unjudged', next]]);
  expect(asked('request.dryRun')).toEqual([['unjudged', next]]);
  expect(asked("authorizer.path('/healthz').check('get').allowed()")).toEqual([['unjudged', undefined]]);
});

test('errors that failurePolicy Ignore passes over are told', () => {
  const policies = policy({ expression: 'object.none == 1', spec: 'failurePolicy: Ignore' });
  expect(reported({ policies, objects: configMap })).toEqual({
    text:
      "objects.yaml:1:1 (ConfigMap shop/plain): warning[p]: expression 'object.none == 1' resulted in error: no such key: none (binding p); passed over, as failurePolicy is Ignore\n\n" +
      'plumb policy check: 1 object judged by 1 policy: 1 allowed (1 warning)\n',
    exitCode: 0,
  });
});

test('the result for programs', () => {
  const policies = policy({
    expression: "object.metadata.name == 'x'",
    spec: 'auditAnnotations: [{key: a, valueExpression: request.name}]',
  });
  const { data } = policyDocument('plumb policy check', judged({ policies, objects: `\n${configMap}` }));
  expect(data).toEqual({
    version: 1,
    objects: 1,
    policies: 1,
    verdicts: { allowed: 0, audited: 0, denied: 1, skipped: 0, undecided: 0, warned: 0 },
    results: [
      {
        object: {
          apiVersion: 'v1',
          group: '',
          kind: 'ConfigMap',
          namespace: 'shop',
          name: 'plain',
          file: 'objects.yaml',
          line: 2,
          column: 1,
        },
        operation: 'CREATE',
        policy: 'p',
        binding: 'p',
        verdict: 'denied',
        actions: ['Deny'],
        failures: [
          {
            kind: 'denied',
            path: 'spec.validations[0]',
            message: "failed expression: object.metadata.name == 'x'",
            reason: 'Invalid',
            code: 422,
          },
        ],
        auditAnnotations: { a: 'plain' },
      },
    ],
  });
});

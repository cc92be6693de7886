import { rows } from './rows.ts';
import type { Row } from './workloads.cases.ts';

/** Changes to webhooks of admission: as in `validated.cases.ts`. */
export const webhooks: readonly Row[] = [
  ...rows('ValidatingWebhookConfiguration', 'webhooks', { accepted: [[], null] }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.name', {
    refused: ['web', 'web.example', 'Web.example.com', 'web.example.com.', ''],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.sideEffects', {
    accepted: ['NoneOnDryRun'],
    refused: ['Some', 'Unknown', '', undefined, 'none'],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.admissionReviewVersions', {
    accepted: [['v2', 'v1'], ['v1beta1']],
    refused: [[], ['v2'], ['v1', 'v1'], ['V1', 'v1'], ['', 'v1']],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.rules', {
    accepted: [
      [],
      [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['deployments'],
          scope: '*',
        },
      ],
    ],
    refused: [
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: [], resources: ['deployments'] }],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['PATCH'], resources: ['deployments'] }],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*', 'CREATE'], resources: ['deployments'] }],
      [{ apiGroups: [], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }],
      [{ apiGroups: ['*', ''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['*', 'pods'] }],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['*/*', 'pods'] }],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: [] }],
      [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['deployments'],
          scope: 'All',
        },
      ],
      [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['deployments'],
          scope: '',
        },
      ],
      [{ apiGroups: ['apps'], apiVersions: [''], operations: ['CREATE'], resources: ['deployments'] }],
      [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['pods/*', 'pods/status'],
        },
      ],
      [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: [''], resources: ['deployments'] }],
    ],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.clientConfig', {
    accepted: [
      { url: 'https://a.example.com/x' },
      { url: 'https://a.example.com' },
      { url: 'https://a.example.com#' },
      { url: 'HTTPS://a.example.com' },
      { url: 'https://a.example.com:8443/' },
      { url: 'https://[::1]:80/' },
      { url: 'https://a.example.com?' },
      { service: { name: 'web', namespace: 'default', path: '/x' } },
      { service: { name: 'web', namespace: 'default', path: '/' } },
      { service: { name: 'web', namespace: 'default', path: '' } },
      { service: { name: 'web', namespace: 'default', path: '/a/' } },
      { service: { name: 'web', namespace: 'default', path: '/a.b/c' } },
      { service: { name: 'web', namespace: 'default', port: 8443 } },
      { service: { name: 'web', namespace: 'default', port: null } },
      { service: { name: 'A_b', namespace: 'default' } },
    ],
    refused: [
      { url: 'http://a.example.com/x' },
      { url: 'https://u:p@a.example.com/x' },
      { url: 'https://a.example.com/x#f' },
      { url: 'https://a.example.com/x?y=1' },
      { url: 'a.example.com' },
      { url: 'https://' },
      { url: '' },
      { url: 'https:///x' },
      { url: 'https://a b/x' },
      { url: 'https://a.example.com:x/' },
      { url: 'https://a.example.com/%zz' },
      { url: 'https://@a.example.com' },
      { url: 'https:a' },
      { url: ' https://a.example.com' },
      {},
      { url: 'https://a.example.com', service: { name: 'web', namespace: 'default' } },
      undefined,
      { service: { name: '', namespace: 'default' } },
      { service: { name: 'web', namespace: '' } },
      { service: { name: 'web', namespace: 'default', path: 'x' } },
      { service: { name: 'web', namespace: 'default', path: '//' } },
      { service: { name: 'web', namespace: 'default', path: '/a//b' } },
      { service: { name: 'web', namespace: 'default', path: '/A_b' } },
      { service: { name: 'web', namespace: 'default', path: '/a?b=1' } },
      { service: { name: 'web', namespace: 'default', port: 0 } },
      { service: { name: 'web', namespace: 'default', port: 70000 } },
    ],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.timeoutSeconds', {
    accepted: [30],
    refused: [0, 31],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.failurePolicy', { refused: ['Deny', ''] }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.matchPolicy', { refused: ['x', ''] }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.namespaceSelector', {
    refused: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.objectSelector', {
    refused: [{ matchLabels: { a: 'b c' } }],
  }),
  ...rows('ValidatingWebhookConfiguration', 'webhooks.0.matchConditions', {
    accepted: [
      [{ name: 'a', expression: 'true' }],
      [{ name: 'a', expression: "request.namespace != 'x'" }],
      [{ name: 'a', expression: "authorizer.group('').resource('pods').check('get').allowed()" }],
      [{ name: 'a', expression: 'namespaceObject.metadata.name == "a"' }],
    ],
    refused: [
      [{ name: 'a', expression: '1' }],
      [{ name: 'a', expression: 'object.' }],
      [{ name: 'a', expression: '' }],
      [{ name: '', expression: 'true' }],
      [{ name: 'a b', expression: 'true' }],
      [
        { name: 'a', expression: 'true' },
        { name: 'a', expression: 'true' },
      ],
      [{ name: 'a', expression: 'variables.a' }],
      [{ name: 'a', expression: 'params.x == 1' }],
      [{ name: 'a', expression: 'object.spec' }],
    ],
  }),
  ...rows('MutatingWebhookConfiguration', 'webhooks.0.reinvocationPolicy', {
    accepted: ['IfNeeded'],
    refused: ['x', ''],
  }),
];

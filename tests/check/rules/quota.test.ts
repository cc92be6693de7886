import { expect, test } from 'vitest';
import { findingsOver, namespace, object } from '../checked.ts';

test('what a quota cannot count is told with what it can', () => {
  const quota = object('ResourceQuota', 'v1', 'web', 'spec: {hard: {deployments: 5}}');
  const found = findingsOver(namespace + quota);
  expect(found).toMatchObject([
    {
      message: 'spec.hard.deployments: "deployments" is nothing that a quota counts',
      allowed: expect.stringContaining('count/deployments.apps'),
    },
  ]);
});

import { expect, test } from 'vitest';
import { tracked } from '../../../src/drift/tracking.ts';
import { config, given, judge } from './fake-cluster.ts';

const changed = tracked({ ...config, data: { level: 'warn' } }, 'one', 'shop');
const owned = {
  ...changed,
  metadata: {
    ...changed.metadata,
    managedFields: [
      {
        manager: 'kubectl-edit',
        operation: 'Update',
        apiVersion: 'v1',
        fieldsV1: { 'f:data': { 'f:level': {} } },
      },
    ],
  },
};

test.each(['one', 'two'])(
  'an object that two Applications have is told of the one that is asked for: %s',
  async (only) => {
    const desired = ['one', 'two'].map((name) => given(name, { ...config, data: { level: 'info' } }));
    const { objects } = await judge({ configMaps: [owned] }, desired, { only: new Set([only]) });
    expect(objects).toMatchObject([{ application: only, name: 'settings' }]);
  },
);

test.each(['one', 'two'])('and that they have it otherwise, too: %s', async (only) => {
  const desired = [
    given('one', { ...config, data: { level: 'info' } }),
    given('two', { ...config, data: {} }),
  ];
  const { unjudged } = await judge({ configMaps: [owned] }, desired, { only: new Set([only]) });
  expect(unjudged).toMatchObject([{ name: 'settings', reason: 'unreadable' }]);
});

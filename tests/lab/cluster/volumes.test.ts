import { expect, test } from 'vitest';
import { volumesOf } from '../../../src/lab/cluster/volumes.ts';

test('each zone has volumes that only pods of the zone can use', () => {
  const [storageClass, ...volumes] = volumesOf({ zones: ['us-west-2a', 'us-west-2b'] });
  expect(storageClass).toMatchObject({ kind: 'StorageClass', volumeBindingMode: 'WaitForFirstConsumer' });
  expect(volumes).toHaveLength(16);
  expect(volumes[0]).toMatchObject({
    metadata: { name: 'us-west-2a-1' },
    spec: {
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ values: ['us-west-2a'] }] }] },
      },
    },
  });
});

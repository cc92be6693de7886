import { expect, test } from 'vitest';
import { blockedSyncs } from '../../src/rehearse/blocked-syncs.ts';
import { application, seen } from './story.ts';

function syncing(phase: string, revision: string) {
  return seen(
    application({
      sync: { revision: 'newest' },
      operationState: { phase, operation: { sync: { revision } } },
    }),
  );
}

test('a sync of an earlier commit that goes on blocks the newest', () => {
  expect(blockedSyncs([syncing('Running', 'earlier')])).toEqual(['dev-tokyo-api']);
});

test('a slow sync of the newest commit blocks none, nor does one that is over', () => {
  expect(blockedSyncs([syncing('Running', 'newest'), syncing('Failed', 'earlier')])).toEqual([]);
});

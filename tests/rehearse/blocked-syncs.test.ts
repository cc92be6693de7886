import { expect, test } from 'vitest';
import { blockedSyncs, replaceSync, waitingSyncs } from '../../src/rehearse/blocked-syncs.ts';
import type { Stage } from '../../src/rehearse/stage.ts';
import { application, seen } from './story.ts';

function syncing(phase: string, revision: string, rest: object = {}, retry: object = {}) {
  return seen(
    application({
      sync: { revision: 'newest' },
      operationState: { phase, operation: { sync: { revision }, retry }, ...rest },
    }),
  );
}

test('a sync of an earlier commit that goes on blocks the newest', () => {
  expect(blockedSyncs([syncing('Running', 'earlier')])).toEqual(['dev-tokyo-api']);
});

test('a slow sync of the newest commit blocks none, nor does one that is over', () => {
  expect(blockedSyncs([syncing('Running', 'newest'), syncing('Failed', 'earlier')])).toEqual([]);
});

test('one that is tried again with the newest commit does not, one that is tried again as it was does', () => {
  const failed = { finishedAt: '2026-01-01T00:00:00Z' };
  expect(blockedSyncs([syncing('Running', 'earlier', failed, { refresh: true })])).toEqual([]);
  expect(blockedSyncs([syncing('Running', 'earlier', failed)])).toHaveLength(1);
});

test('one that has failed waits for its next attempt, of whichever commit it was; one that goes on, or is over, does not', () => {
  const failed = { finishedAt: '2026-01-01T00:00:00Z' };
  const refresh = { refresh: true };
  for (const revision of ['earlier', 'newest'])
    expect(waitingSyncs([syncing('Running', revision, failed, refresh)])).toEqual(['dev-tokyo-api']);
  expect(waitingSyncs([syncing('Running', 'newest', {}, refresh)])).toEqual([]);
  expect(waitingSyncs([syncing('Failed', 'newest', failed, refresh)])).toEqual([]);
  // It would be tried as it was: that one blocks.
  expect(waitingSyncs([syncing('Running', 'earlier', failed)])).toEqual([]);
});

test('the next sync, tried as declared, is asked for when the blocked one has ended, not before, and once more if overlooked', async () => {
  const terminate = [
    { op: 'test', path: '/status/operationState/phase', value: 'Running' },
    { op: 'replace', path: '/status/operationState/phase', value: 'Terminating' },
  ];
  const retry = { limit: -1, refresh: true };
  const sync = {
    operation: {
      initiatedBy: { username: 'plumbline-rehearse' },
      retry,
      sync: { prune: true, syncOptions: ['ServerSideApply=true'] },
    },
  };
  const spec = { syncPolicy: { retry, syncOptions: ['ServerSideApply=true'] } };
  const found = (phase: string, rest: object = {}) => ({
    spec,
    status: { operationState: { phase } },
    ...rest,
  });
  const answers = [
    found('Terminating'),
    found('Failed'),
    found('Failed'),
    found('Failed', sync),
    found('Running', sync),
  ];
  const written: unknown[] = [];
  const client = {
    request: async ({ method = 'GET', body }: { method?: string; body?: object }) => {
      if (method !== 'GET') written.push({ body, looksLeft: answers.length });
      return { json: method === 'GET' ? answers.shift() : {}, warnings: [] };
    },
  };
  const deployer = {
    refresh: async (names: readonly string[]) =>
      void written.push({ refreshed: names, looksLeft: answers.length }),
  };
  const stage = {
    deployer,
    hub: 'dev-tokyo',
    lab: { clusters: new Map([['dev-tokyo', { client }]]) },
    signal: new AbortController().signal,
  } as unknown as Stage;
  await replaceSync(stage, 'dev-tokyo-api');
  expect(written).toEqual([
    { body: terminate, looksLeft: 5 },
    { body: sync, looksLeft: 2 },
    { refreshed: ['dev-tokyo-api'], looksLeft: 1 },
  ]);
  expect(answers).toEqual([]);
});

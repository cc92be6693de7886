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

const terminated = {
  body: [
    { op: 'test', path: '/status/operationState/startedAt', value: 'one' },
    { op: 'test', path: '/status/operationState/phase', value: 'Running' },
    { op: 'replace', path: '/status/operationState/phase', value: 'Terminating' },
  ],
};
const retry = { limit: -1, refresh: true };
const sync = {
  operation: {
    initiatedBy: { username: 'plumbline-rehearse' },
    retry,
    sync: { prune: true, syncOptions: ['ServerSideApply=true'] },
  },
};

function found(phase: string, rest: object = {}, startedAt = 'one') {
  const spec = { syncPolicy: { retry, syncOptions: ['ServerSideApply=true'] } };
  return { spec, status: { operationState: { phase, startedAt } }, ...rest };
}

/** What is written, and asked of Argo CD, while the Application is found so in turn. */
async function replaced(answers: object[]): Promise<unknown[]> {
  const written: unknown[] = [];
  const client = {
    request: async ({ method = 'GET', body }: { method?: string; body?: object }) => {
      if (method !== 'GET') written.push({ body });
      return { json: method === 'GET' ? answers.shift() : {}, warnings: [] };
    },
  };
  const stage = {
    deployer: { refresh: async (names: readonly string[]) => void written.push({ refreshed: names }) },
    hub: 'dev-tokyo',
    lab: { clusters: new Map([['dev-tokyo', { client }]]) },
    signal: new AbortController().signal,
  } as unknown as Stage;
  await replaceSync(stage, 'dev-tokyo-api');
  expect(answers).toEqual([]);
  return written;
}

test('the next sync, tried as declared, is asked for when the blocked one has ended, and once more if overlooked', async () => {
  const blocked = [found('Running'), found('Running'), found('Terminating'), found('Failed')];
  const next = [found('Failed'), found('Failed', sync), found('Running', sync)];
  expect(await replaced([...blocked, ...next])).toEqual([
    terminated,
    { body: sync },
    { refreshed: ['dev-tokyo-api'] },
  ]);
});

test('what Argo CD writes over is written again', async () => {
  const again = [found('Terminating'), found('Running'), found('Failed')];
  const next = [found('Failed'), found('Running', sync)];
  expect(await replaced([found('Running'), found('Running'), ...again, ...next])).toEqual([
    terminated,
    terminated,
    { body: sync },
  ]);
});

test('a sync that Argo CD begins by itself is left alone', async () => {
  const begun = found('Running', {}, 'two');
  expect(await replaced([found('Running'), found('Running'), begun])).toEqual([terminated]);
});

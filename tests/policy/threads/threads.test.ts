import { expect, test } from 'vitest';
import { withThreads } from '../../../src/policy/threads/threads.ts';

test('threads start only for many files or requests, which take longer than the start', async () => {
  await withThreads(undefined, async (threads) => {
    expect(threads.startFor(1000)).toBe(1);
    expect(threads.startFor(3999)).toBe(1);
  });
});

test('as many as are asked for start, and none ends before the work does', async () => {
  await withThreads(2, async (threads) => {
    expect(threads.startFor(1)).toBe(2);
    expect(threads.startFor(0)).toBe(2);
  });
});

test('a thread that fails fails the work', async () => {
  const work = withThreads(2, async (threads) => {
    threads.startFor(1);
    return threads.judge(1, { minor: '0.1', policies: [], clusters: [] });
  });
  await expect(work).rejects.toThrow('0.1');
});

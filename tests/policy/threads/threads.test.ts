import { expect, test } from 'vitest';
import { threadAt, withThreads } from '../../../src/policy/threads/threads.ts';

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
    const task = { minor: '0.1', policies: [], clusters: [] };
    await expect(threads.judge(1, task)).rejects.toThrow('0.1');
    return threads.judge(1, task);
  });
  await expect(work).rejects.toThrow('0.1');
});

test('there is no thread beyond those that were started', async () => {
  const work = withThreads(1, async (threads) => threads.judge(1, { minor: '', policies: [], clusters: [] }));
  await expect(work).rejects.toThrow('no thread 1');
});

test('of any number of threads, each gets its share', () => {
  const shares = (threads: number) => {
    const counts = Array.from({ length: threads }, () => 0);
    for (let place = 0; place < 100_000; place += 1) counts[threadAt(place, threads)]! += 1;
    return counts.map((count) => Math.round(count / 1000));
  };
  expect(shares(1)).toEqual([100]);
  expect(shares(2)).toEqual([50, 50]);
  expect(shares(4)).toEqual([25, 25, 25, 25]);
});

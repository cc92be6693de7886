import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { interruptible } from '../../src/cli/interrupt.ts';

async function interruptedWork(signal: AbortSignal): Promise<string> {
  process.emit('SIGINT');
  await sleep(60_000, undefined, { signal });
  return 'done';
}

test('work that Ctrl-C ends returns nothing', async () => {
  await expect(interruptible(interruptedWork)).resolves.toBeUndefined();
});

test('a second Ctrl-C does not cut off what is cleaned up, and nobody listens afterwards', async () => {
  const before = process.listenerCount('SIGINT');
  let isClean = false;
  await interruptible(async (signal) => {
    try {
      return await interruptedWork(signal);
    } finally {
      process.emit('SIGINT');
      isClean = true;
    }
  });
  expect(isClean).toBe(true);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('what fails while it is cleaned up is told', async () => {
  const work = interruptible(async (signal) => {
    await interruptedWork(signal).catch(() => undefined);
    throw new Error('cannot be removed');
  });
  await expect(work).rejects.toThrow('cannot be removed');
});

test('so is what fails without Ctrl-C', async () => {
  await expect(interruptible(async () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(interruptible(async () => 'done')).resolves.toBe('done');
});

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { interruptible } from '../../src/cli/interrupt.ts';

async function interruptedWork(signal: AbortSignal, by: NodeJS.Signals = 'SIGINT'): Promise<string> {
  process.emit(by);
  await sleep(60_000, undefined, { signal });
  return 'done';
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('work that %s ends returns nothing', async (by) => {
  const before = process.listenerCount(by);
  await expect(interruptible(async (signal) => interruptedWork(signal, by))).resolves.toBeUndefined();
  expect(process.listenerCount(by)).toBe(before);
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

/** Work that Ctrl-C ends, whose error is made of the reason. */
async function interruptedWith(wrap: (reason: unknown) => Error): Promise<unknown> {
  return interruptible(async (signal) => {
    process.emit('SIGINT');
    throw wrap(signal.reason);
  });
}

test('errors made of the interruption alone are the interruption', async () => {
  const pair = (reason: unknown) => new AggregateError([reason, new Error('stopped', { cause: reason })]);
  await expect(interruptedWith(pair)).resolves.toBeUndefined();
  await expect(
    interruptedWith((reason) => new Error('failed', { cause: pair(reason) })),
  ).resolves.toBeUndefined();
});

test('an error of cleaning up is told, though others come from the interruption', async () => {
  const mixed = (reason: unknown) => new AggregateError([reason, new Error('in use')], 'cannot be removed');
  await expect(interruptedWith(mixed)).rejects.toThrow('cannot be removed');
  await expect(interruptedWith(() => new AggregateError([], 'nothing known'))).rejects.toThrow(
    'nothing known',
  );
});

test('an error that is its own cause is told', async () => {
  const [first, second] = [new Error('first'), new Error('second')];
  first.cause = new AggregateError([second]);
  second.cause = first;
  await expect(interruptedWith(() => first)).rejects.toBe(first);
});

test('what fails without Ctrl-C is told too', async () => {
  await expect(interruptible(async () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(interruptible(async () => 'done')).resolves.toBe('done');
});

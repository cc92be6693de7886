import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilSettled } from '../../src/rehearse/settle.ts';
import type { Stage } from '../../src/rehearse/stage.ts';
import type { Recorder } from '../../src/rehearse/watch.ts';
import { pod, seen, stateOf } from './story.ts';

vi.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => {
    vi.setSystemTime(Date.now() + milliseconds);
  },
}));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const stage = {
  cluster: 'dev-tokyo',
  deployer: { states: async () => [stateOf({})] },
  progress: { note: () => undefined },
  signal: new AbortController().signal,
} as unknown as Stage;

test('pods that are made anew again and again, each of which may take its time, do not keep it from ending', async () => {
  let looks = 0;
  const recorder = {
    throwIfBroken: () => undefined,
    get now() {
      looks += 1;
      const { metadata, ...rest } = pod(`p-${Math.floor(looks / 3)}`, false);
      const annotations = { 'pod-ready.stage.kwok.x-k8s.io/delay': '10s' };
      const creationTimestamp = new Date().toISOString();
      return [seen({ ...rest, metadata: { ...metadata, annotations, creationTimestamp } })];
    },
  } as unknown as Recorder;
  const { end, open } = await untilSettled(stage, recorder, []);
  expect(end).toBe('out of time');
  expect(open).toEqual([expect.stringMatching(/is not Ready$/)]);
});

test('a watch that broke ends it at once', async () => {
  const recorder = {
    now: [],
    throwIfBroken: () => {
      throw new Error('broke off');
    },
  } as unknown as Recorder;
  await expect(untilSettled(stage, recorder, [])).rejects.toThrow('broke off');
});

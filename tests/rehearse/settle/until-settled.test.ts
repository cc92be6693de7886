import { expect, test } from 'vitest';
import { Incomparable } from '../../../src/rehearse/settle/incomparable.ts';
import { untilSettled } from '../../../src/rehearse/settle/until-settled.ts';
import type { Stage } from '../../../src/rehearse/stage.ts';
import type { Recorder } from '../../../src/rehearse/watch.ts';
import { stateOf } from '../story.ts';

function stageWith(signal: AbortSignal): Stage {
  return {
    cluster: 'dev-tokyo',
    deployer: { states: async () => [stateOf({})] },
    progress: { note: () => undefined },
    signal,
  } as unknown as Stage;
}

test('a watch that broke ends it at once', async () => {
  const recorder = {
    now: [],
    before: [],
    throwIfBroken: () => {
      throw new Error('broke off');
    },
  } as unknown as Recorder;
  await expect(untilSettled(stageWith(new AbortController().signal), recorder, [])).rejects.toThrow(
    'broke off',
  );
});

test('so does the signal', async () => {
  const recorder = { now: [], before: [], throwIfBroken: () => undefined } as unknown as Recorder;
  await expect(
    untilSettled(stageWith(AbortSignal.abort(new Error('stopped'))), recorder, []),
  ).rejects.toThrow('stopped');
});

test('what Argo CD could not compare some time ago, it is asked for again', async () => {
  const problems = [{ rule: 'comparison-failed', message: 'refused', waits: true }];
  const state = stateOf({ isDone: false, problems });
  const incomparable = new Incomparable();
  incomparable.due([state], performance.now() - 60_000);
  const asked: (readonly string[])[] = [];
  const stage = {
    ...stageWith(new AbortController().signal),
    deployer: { states: async () => [state], refresh: async (names: readonly string[]) => asked.push(names) },
  } as unknown as Stage;
  const recorder = { now: [], before: [], throwIfBroken: () => undefined } as unknown as Recorder;
  const settled = await untilSettled(stage, recorder, [], { patience: 1, incomparable });
  expect(settled.end).toBe('stuck');
  expect(asked).toEqual([[state.name]]);
});

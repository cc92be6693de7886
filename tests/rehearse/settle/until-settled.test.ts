import { expect, test } from 'vitest';
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

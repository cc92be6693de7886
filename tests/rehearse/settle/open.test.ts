import { expect, test } from 'vitest';
import { openMatters } from '../../../src/rehearse/settle/open.ts';
import { Since } from '../../../src/rehearse/settle/since.ts';
import { pod, seen, stateOf } from '../story.ts';

test('what is open: Applications, and pods that are not Ready', () => {
  const states = [stateOf({}), stateOf({ name: 'dev-tokyo-web', isDone: false, health: 'Progressing' })];
  const world = [pod('a', true), pod('b', false)].map(seen);
  expect(openMatters({ states, world, now: 0 }, [], new Since())).toEqual([
    'dev-tokyo-web is Synced, Progressing',
    'Pod api/b is not Ready',
  ]);
});

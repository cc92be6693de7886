import { expect, test } from 'vitest';
import { judge } from '../../src/deploy/judge.ts';
import { WaveObserver } from '../support/wave-observer.ts';

/** An Application of a wave as it is seen: not there, there, or done. */
function seen(name: string, wave: number, condition: 'missing' | 'there' | 'done') {
  const state = judge({ name, maker: `wave-${wave}` }, undefined);
  if (condition === 'missing') return state;
  return { ...state, sync: 'Synced', health: 'Healthy', isDone: condition === 'done' };
}

test('a wave that comes when the one before is done overtakes nobody', () => {
  const observer = new WaveObserver();
  observer.note([seen('a', 0, 'there'), seen('b', 1, 'missing')]);
  observer.note([seen('a', 0, 'done'), seen('b', 1, 'missing')]);
  observer.note([seen('a', 0, 'there'), seen('b', 1, 'there')]);
  expect(observer).toMatchObject({ overtakings: [], makers: ['wave-0', 'wave-1'] });
});

test('an Application that comes too early is told with what it should have waited for', () => {
  const observer = new WaveObserver();
  observer.note([seen('a', 0, 'there'), seen('b', 1, 'there'), seen('c', 2, 'missing')]);
  expect(observer.overtakings).toEqual([{ application: 'b', before: 'a' }]);
});

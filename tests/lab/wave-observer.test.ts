import { expect, test } from 'vitest';
import { WaveObserver } from '../support/wave-observer.ts';

/** What is seen of Applications of waves, one after the other. */
function observe(...events: readonly (readonly [name: string, wave: number, is: 'there' | 'done'])[]) {
  const observer = new WaveObserver();
  for (const [name, wave, is] of events)
    observer.note({ name, maker: `wave-${wave}`, isSyncedAndHealthy: is === 'done' });
  return observer;
}

test('a wave that comes when the one before has been done overtakes nobody', () => {
  const observer = observe(['a', 0, 'there'], ['a', 0, 'done'], ['a', 0, 'there'], ['b', 1, 'there']);
  expect(observer.overtakings()).toEqual([]);
  expect(observer.makers()).toEqual(['wave-0', 'wave-1']);
});

test('an Application that comes too early is told with what it should have waited for', () => {
  const early = [{ application: 'b', before: 'a' }];
  expect(observe(['a', 0, 'there'], ['b', 1, 'there'], ['a', 0, 'done']).overtakings()).toEqual(early);
  expect(observe(['b', 1, 'there'], ['a', 0, 'done']).overtakings()).toEqual(early);
});

test('root makes the others, and comes before them', () => {
  const observer = observe(['a', 0, 'there']);
  observer.note({ name: 'root', maker: 'root', isSyncedAndHealthy: false });
  expect(observer.overtakings()).toEqual([]);
  expect(observer.makers()).toEqual(['wave-0']);
});

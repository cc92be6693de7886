import { expect, test } from 'vitest';
import { Incomparable } from '../../../src/rehearse/settle/incomparable.ts';

const stateOf = (name: string, rule: string) => ({
  name,
  isDone: false,
  problems: [{ rule, message: '', waits: false }],
});
const refused = stateOf('api', 'comparison-failed');

/** Seconds at which it is asked for again, if one looks each second. */
function asked(incomparable: Incomparable, [first, last]: readonly [number, number], state = refused) {
  const seconds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return seconds.filter((second) => incomparable.due([state], second * 1000).length > 0);
}

test('what could not be compared is asked for twice more, with pauses', () => {
  expect(asked(new Incomparable(), [5, 100])).toEqual([15, 25]);
});

test.each([
  ['for the first time', (second: number) => second >= 60],
  ['once more', (second: number) => second < 25 || second >= 60],
])('twice more when another Application is done %s: it may have taken back what refused it', (_, isDone) => {
  const incomparable = new Incomparable();
  const seconds = [...Array(100).keys()].filter((second) => {
    const policies = { name: 'policies', isDone: isDone(second), problems: [] };
    return incomparable.due([refused, policies], second * 1000).length > 0;
  });
  expect(seconds).toEqual([10, 20, 70, 80]);
});

test('what was compared is not', () => {
  expect(asked(new Incomparable(), [0, 100], stateOf('api', 'unhealthy-object'))).toEqual([]);
});

test('each Application has its own pauses', () => {
  const incomparable = new Incomparable();
  const web = stateOf('web', 'comparison-failed');
  expect(incomparable.due([refused], 0)).toEqual([]);
  expect(incomparable.due([refused, web], 10_000)).toEqual(['api']);
  expect(incomparable.due([refused, web], 20_000)).toEqual(['api', 'web']);
});

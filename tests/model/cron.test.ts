import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCron, parseCron } from '../../src/model/cron.ts';

test.each([
  '* * * * *',
  '0 9 * * 1-5',
  '*/15 8-18/2 1,15 jan-mar MON-FRI',
  '5/20 * ? * ?',
  '0 0 29 2 *',
  // Either the day or the weekday is enough, so that this comes on Mondays.
  '0 0 31 2 1',
])('%s comes', (expression) => {
  expect(checkCron(expression, [])).toEqual([]);
  expect(parseCron(expression)).toBeDefined();
});

test.each([
  ['60 * * * *', 'the minute is 60'],
  ['* 24 * * *', 'the hour is 24'],
  ['* * 0 * *', 'the day of the month is 0'],
  ['* * * 13 *', 'the month is 13'],
  ['* * * juno *', 'the month is juno'],
  ['* * * * 7', 'the day of the week is 7'],
  ['* * * * fri-mon', 'the day of the week is fri-mon'],
  ['30-10 * * * *', 'the minute is 30-10'],
  ['*/0 * * * *', 'the minute is */0'],
  ['1,,2 * * * *', 'the minute is 1,,2'],
  ['* * L * *', 'the day of the month is L'],
  ['* * * * 1#2', 'the day of the week is 1#2'],
  ['0 0 30 2 *', 'never comes'],
  ['0 0 31 4,6,9,11 *', 'never comes'],
])('%s does not: %s', (expression, reason) => {
  expect(checkCron(expression, ['start']).map(({ message }) => message)).toEqual([
    expect.stringContaining(reason),
  ]);
});

test('every wrong field is told', () => {
  expect(checkCron('60 24 * * 8', [])).toHaveLength(3);
});

test('a day matches as in cron: both fields restricted means either, one of them any means both', () => {
  const either = parseCron('0 0 15 * 1');
  expect(either?.onDay(1, 15, 3)).toBe(true);
  expect(either?.onDay(1, 16, 1)).toBe(true);
  expect(either?.onDay(1, 16, 2)).toBe(false);
  const weekday = parseCron('0 0 * 2 1');
  expect(weekday?.onDay(2, 16, 2)).toBe(false);
  expect(weekday?.onDay(3, 16, 1)).toBe(false);
});

test('an expression is read if and only if nothing is said about its fields', () => {
  const part = fc.oneof(
    fc.constantFrom('*', '?', 'mon', 'feb', '*/2', '1-5', '9-3', '0', '61'),
    fc.nat(70).map(String),
  );
  fc.assert(
    fc.property(fc.tuple(part, part, part, part, part), (parts) => {
      const expression = parts.join(' ');
      const malformed = checkCron(expression, []).some(({ message }) => !message.includes('never comes'));
      expect(parseCron(expression) === undefined).toBe(malformed);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstOverlap, firstRepeat } from '../../src/model/windows.ts';

const window = (start: string, end: string, timezone = 'Asia/Tokyo') => ({
  start,
  end,
  timezone,
  replicas: 2,
});

test.each([
  ['one after the other', window('0 8 * * *', '0 12 * * *'), window('0 12 * * *', '0 18 * * *'), undefined],
  [
    'within the other',
    window('0 8 * * 1-5', '0 18 * * 1-5'),
    window('0 12 * * 3', '0 13 * * 3'),
    '2028-01-05 12:00 Asia/Tokyo',
  ],
  [
    'over midnight',
    window('0 22 * * *', '0 2 * * *'),
    window('0 1 * * *', '0 3 * * *'),
    '2028-01-01 01:00 Asia/Tokyo',
  ],
  [
    'over the turn of the year',
    window('0 0 1 11 *', '0 0 1 2 *'),
    window('0 8 15 1 *', '0 18 15 1 *'),
    '2028-01-15 08:00 Asia/Tokyo',
  ],
  [
    'over midnight in the west, before it is midnight there',
    window('0 22 * * *', '0 6 * * *', 'America/New_York'),
    window('0 0 * * *', '0 2 * * *', 'UTC'),
    undefined,
  ],
  [
    'that stays open until its last end',
    window('0 8 * * 1-5', '0 18 * * *'),
    window('0 10 * * 0', '0 12 * * 0'),
    '2028-01-02 10:00 Asia/Tokyo',
  ],
  [
    'that opens at its last start',
    window('0 8 * * 1-5', '0 18 * * 5'),
    window('0 9 * * 1-4', '0 12 * * 1-4'),
    undefined,
  ],
  ['on other days', window('0 8 * * 1-5', '0 18 * * 1-5'), window('0 8 * * 0,6', '0 18 * * 0,6'), undefined],
  [
    'only on the leap day',
    window('0 8 29 2 *', '0 18 29 2 *'),
    window('0 9 * * 2', '0 10 * * 2'),
    '2028-02-29 09:00 Asia/Tokyo',
  ],
  [
    'at the same instant, in other zones',
    window('0 22 * * *', '0 23 * * *'),
    window('0 14 * 1 *', '30 14 * 1 *', 'Europe/Berlin'),
    '2028-01-01 13:00 UTC',
  ],
  [
    'only in the weeks in which America has summer time already and Europe has not',
    window('0 8 * * *', '0 12 * * *', 'America/New_York'),
    window('0 8 * * *', '0 14 * * *', 'Europe/Berlin'),
    '2028-03-12 12:00 UTC',
  ],
  [
    'never, were it not for the days between',
    window('0 8 * * *', '0 12 * * *', 'America/New_York'),
    window('0 8 * * *', '0 13 * * *', 'Europe/Berlin'),
    undefined,
  ],
  [
    'that opens many times an hour',
    window('*/2 * * * *', '1-59/2 * * * *'),
    window('30 8 * * *', '40 8 * * *'),
    '2028-01-01 08:30 Asia/Tokyo',
  ],
])('windows %s', (_, a, b, expected) => {
  expect(firstOverlap(a, b)).toBe(expected);
  expect(firstOverlap(b, a)).toBe(expected);
});

test.each([
  ['each day', '0 8 * * *', '0 18 * * *', undefined],
  ['over midnight', '0 22 * * 1-5', '0 2 * * 2-6', undefined],
  ['over the weekend', '0 18 * * 5', '0 8 * * 1', undefined],
  ['over the turn of the year', '0 0 1 11 *', '0 0 1 2 *', undefined],
  ['one when the other ends', '0 0,12 * * *', '0 6,12 * * *', 'end 2028-01-01 06:00 2028-01-01 12:00'],
  ['many times an hour', '*/2 * * * *', '1-59/2 * * * *', undefined],
  ['starts each minute of an hour', '* 8 * * *', '0 18 * * *', 'start 2028-01-01 08:00 2028-01-01 08:01'],
  ['starts each day of a week', '0 8 * * 1-5', '0 18 * * 5', 'start 2028-01-03 08:00 2028-01-04 08:00'],
  ['ends on days without a start', '0 8 * * 1-5', '0 18 * * *', 'end 2028-01-01 18:00 2028-01-02 18:00'],
  ['starts only in some months', '0 8 31 * *', '0 18 3 * *', 'end 2028-02-03 18:00 2028-03-03 18:00'],
])('in turn: %s', (_, start, end, expected) => {
  const repeat = firstRepeat(window(start, end));
  expect(repeat && `${repeat.of} ${repeat.first} ${repeat.again}`).toBe(expected);
});

test('windows of one day overlap as their hours do', () => {
  const hours = fc.tuple(fc.nat(23), fc.nat(23)).filter(([start, end]) => start < end);
  fc.assert(
    fc.property(hours, hours, ([a, b], [c, d]) => {
      const overlap = firstOverlap(
        window(`0 ${a} * * *`, `0 ${b} * * *`),
        window(`0 ${c} * * *`, `0 ${d} * * *`),
      );
      expect(overlap !== undefined).toBe(Math.max(a, c) < Math.min(b, d));
    }),
    { numRuns: 30 },
  );
});

test('does not depend on the zone or the day of whoever asks', () => {
  const before = process.env['TZ'];
  try {
    process.env['TZ'] = 'America/Anchorage';
    expect(firstOverlap(window('0 8 * * *', '0 12 * * *'), window('0 9 * * *', '0 10 * * *'))).toBe(
      '2028-01-01 09:00 Asia/Tokyo',
    );
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

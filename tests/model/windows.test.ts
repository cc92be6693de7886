import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstOverlap } from '../../src/model/windows.ts';

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
    '2028-01-02 01:00 Asia/Tokyo',
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

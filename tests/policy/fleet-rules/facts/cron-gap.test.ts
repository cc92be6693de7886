import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestGapMinutes } from '../../../../src/policy/fleet-rules/facts/cron-gap.ts';

const day = 24 * 60;

test.for([
  ['8-59/30 * * * *', 30],
  ['*/16 * * * *', 16],
  ['0 */5 * * *', 5 * 60],
  ['0,10 3,4 * * *', day - 70],
  ['@hourly', 60],
  ['@daily', day],
  ['@weekly', 7 * day],
  ['@monthly', 31 * day],
  ['@yearly', 366 * day],
  ['@every 1h30m', 90],
  ['30 3 * * 1-5', 3 * day],
  // Either day is enough where both are restricted: the 13th, and every Friday.
  ['0 0 13 * 5', 7 * day],
  // No February has it between 2096 and 2104, but the window ends in 2056.
  ['0 0 29 2 *', (4 * 365 + 1) * day],
] as const)('%s leaves %i minutes at most', ([schedule, minutes]) => {
  expect(longestGapMinutes(schedule)).toBe(minutes);
});

test.for(['', 'x', '61 * * * *', '0 0 30 2 *', '@every', '@every soon', '@never', 'TZ=Asia/Tokyo 0 0 * * *'])(
  '%j is no schedule that comes',
  (schedule) => {
    expect(longestGapMinutes(schedule)).toBeUndefined();
  },
);

test('a step is the longest gap, unless the rest of the hour is longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 59 }), (step) => {
      const last = Math.floor(59 / step) * step;
      expect(longestGapMinutes(`*/${step} * * * *`)).toBe(last === 0 ? 60 : Math.max(step, 60 - last));
    }),
    { numRuns: 20 },
  );
});

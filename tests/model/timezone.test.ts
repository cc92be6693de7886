import { expect, test } from 'vitest';
import { checkTimeZone, isTimeZone, offsetMinutes } from '../../src/model/timezone.ts';

test.each([
  'Asia/Tokyo',
  'America/Argentina/Buenos_Aires',
  'UTC',
  'Etc/UTC',
  'GMT',
  'Asia/Kolkata',
  'US/Pacific',
  'Etc/GMT+9',
])('%s is a time zone', (name) => expect(isTimeZone(name)).toBe(true));

test.each(['asia/tokyo', 'Asia/Tokio', '+09:00', 'utc', '', 'Asia/', 'Tokyo', 'asia/kolkata'])(
  '%s is none',
  (name) => {
    expect(isTimeZone(name)).toBe(false);
    expect(checkTimeZone(name, [])).toHaveLength(1);
  },
);

test('offsets, on both sides of a change of summer time', () => {
  expect(offsetMinutes('Asia/Tokyo', Date.UTC(2028, 6, 1))).toBe(540);
  expect(offsetMinutes('Asia/Kolkata', Date.UTC(2028, 6, 1))).toBe(330);
  expect(offsetMinutes('America/New_York', Date.UTC(2028, 0, 1))).toBe(-300);
  // 12 March 2028, 2:00 → 3:00
  expect(offsetMinutes('America/New_York', Date.UTC(2028, 2, 12, 1, 59))).toBe(-300);
  expect(offsetMinutes('America/New_York', Date.UTC(2028, 2, 12, 3, 0))).toBe(-240);
  expect(offsetMinutes('UTC', Date.UTC(2028, 2, 12))).toBe(0);
});

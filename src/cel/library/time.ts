/** Getters of timestamps, in UTC or a named zone or offset, and of durations. */
import { isTimeZone, offsetMinutes } from '../../model/timezone.ts';
import { clockOf, epochSeconds, nanosecondsPerSecond } from '../value/time.ts';
import { CelError, type Duration, isError, type Result, type Timestamp } from '../value/value.ts';
import { declare, type FunctionDeclaration, type Overload, overload } from './declare.ts';

interface Clock {
  readonly date: Date;
  readonly nanoseconds: bigint;
}

/** Seconds ahead of UTC: of `Asia/Tokyo`, `+09:00`, `-3:30`. */
function offsetOf(zone: string, time: Timestamp): number | CelError {
  if (zone === '' || zone === 'UTC') return 0;
  const colon = zone.indexOf(':');
  if (colon === -1) return namedOffset(zone, time);
  const [hours, minutes] = [zone.slice(0, colon), zone.slice(colon + 1)];
  for (const part of [hours, minutes]) {
    if (!/^[+-]?\d+$/.test(part)) return new CelError(`strconv.Atoi: parsing "${part}": invalid syntax`);
  }
  const offset = Number(hours) * 60 + (zone.startsWith('-') ? -Number(minutes) : Number(minutes));
  return offset * 60;
}

function namedOffset(zone: string, time: Timestamp): number | CelError {
  if (!isTimeZone(zone)) return new CelError(`unknown time zone ${zone}`);
  const milliseconds = Number(time.nanoseconds / 1_000_000n);
  return offsetMinutes(zone, milliseconds) * 60;
}

function getter(get: (clock: Clock) => number): (time: Timestamp, zone?: string) => Result {
  return (time, zone = 'UTC') => {
    const offset = offsetOf(zone, time);
    return isError(offset) ? offset : BigInt(get(clockOf(time, offset)));
  };
}

const secondsPerDay = 86_400;

function dayOfYear({ date }: Clock): number {
  const day = epochSeconds(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return (day - epochSeconds(date.getUTCFullYear(), 1, 1)) / secondsPerDay;
}

const getters: readonly (readonly [name: string, id: string, get: (clock: Clock) => number])[] = [
  ['getFullYear', 'year', ({ date }) => date.getUTCFullYear()],
  ['getMonth', 'month', ({ date }) => date.getUTCMonth()],
  ['getDayOfYear', 'day_of_year', dayOfYear],
  ['getDayOfMonth', 'day_of_month', ({ date }) => date.getUTCDate() - 1],
  ['getDate', 'day_of_month_1_based', ({ date }) => date.getUTCDate()],
  ['getDayOfWeek', 'day_of_week', ({ date }) => date.getUTCDay()],
  ['getHours', 'hours', ({ date }) => date.getUTCHours()],
  ['getMinutes', 'minutes', ({ date }) => date.getUTCMinutes()],
  ['getSeconds', 'seconds', ({ date }) => date.getUTCSeconds()],
  ['getMilliseconds', 'milliseconds', ({ nanoseconds }) => Number(nanoseconds / 1_000_000n)],
];

const nanosecondsPerHour = 3600n * nanosecondsPerSecond;
const nanosecondsPerMinute = 60n * nanosecondsPerSecond;

/** Whole units of a duration; hours, minutes and seconds by way of a double that may round up, as Go has it. */
const spans: Readonly<Record<string, (duration: Duration) => Result>> = {
  getHours: ({ nanoseconds }) => roundedUnits(nanoseconds, nanosecondsPerHour),
  getMinutes: ({ nanoseconds }) => roundedUnits(nanoseconds, nanosecondsPerMinute),
  getSeconds: ({ nanoseconds }) => roundedUnits(nanoseconds, nanosecondsPerSecond),
  getMilliseconds: ({ nanoseconds }) => nanoseconds / 1_000_000n,
};

function roundedUnits(nanoseconds: bigint, unit: bigint): bigint {
  return BigInt(Math.trunc(Number(nanoseconds / unit) + Number(nanoseconds % unit) / Number(unit)));
}

export const timeLibrary: readonly FunctionDeclaration[] = getters.map(([name, id, get]) => {
  const call = getter(get);
  const ofTimestamps: Overload[] = [
    overload(`timestamp_to_${id}`, 'timestamp.(): int', call),
    overload(`timestamp_to_${id}_with_tz`, 'timestamp.(string): int', call),
  ];
  const span = spans[name];
  const ofDurations = span === undefined ? [] : [overload(`duration_to_${id}`, 'duration.(): int', span)];
  return declare(name, [...ofTimestamps, ...ofDurations]);
});

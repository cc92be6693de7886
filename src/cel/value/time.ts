/** Instants and spans of time, in nanoseconds, with Go's ranges and texts. */
import { integerOverflow, maxInt, minInt, plainDigits } from './number.ts';
import { CelError, Duration, Timestamp } from './value.ts';

export const nanosecondsPerSecond = 1_000_000_000n;

/** Years 1 to 9999. */
const minSeconds = -62_135_596_800n;
const maxSeconds = 253_402_300_799n;

/** Go's zero time, the beginning of the year 1. */
export const minTimestamp = minSeconds * nanosecondsPerSecond;

const timestampOverflow = new CelError('timestamp overflow');

export function checkedDuration(nanoseconds: bigint): Duration | CelError {
  return nanoseconds < minInt || nanoseconds > maxInt ? integerOverflow : new Duration(nanoseconds);
}

export function checkedTimestamp(nanoseconds: bigint, offsetSeconds = 0): Timestamp | CelError {
  const seconds = floorDivide(nanoseconds, nanosecondsPerSecond);
  return seconds < minSeconds || seconds > maxSeconds
    ? timestampOverflow
    : new Timestamp(nanoseconds, offsetSeconds);
}

export function addDuration(time: Timestamp, duration: Duration): Timestamp | CelError {
  return checkedTimestamp(time.nanoseconds + duration.nanoseconds, time.offsetSeconds);
}

export function subtractDuration(time: Timestamp, duration: Duration): Timestamp | CelError {
  if (duration.nanoseconds === minInt) return integerOverflow;
  return checkedTimestamp(time.nanoseconds - duration.nanoseconds, time.offsetSeconds);
}

export function difference(a: Timestamp, b: Timestamp): Duration | CelError {
  return checkedDuration(a.nanoseconds - b.nanoseconds);
}

/** Rounds down, also below zero. */
export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Go's `time.Parse(time.RFC3339, …)`; `undefined` for what it refuses, an error beyond the range of timestamps. */
export function parseTimestamp(text: string): Timestamp | CelError | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, , , , , , , fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  if (hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day)) return undefined;
  if (Number(offsetHours) > 24 || Number(offsetMinutes) > 60) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
  const local = BigInt(epochSeconds(year, month, day) + hour * 3600 + minute * 60 + second);
  const nanoseconds = BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return checkedTimestamp((local - BigInt(offset)) * nanosecondsPerSecond + nanoseconds, offset);
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Seconds from 1970 to the beginning of a day. */
export function epochSeconds(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000;
}

/** The reading of a clock that is `offsetSeconds` ahead of UTC. */
export function clockOf(time: Timestamp, offsetSeconds: number): { date: Date; nanoseconds: bigint } {
  const local = time.nanoseconds + BigInt(offsetSeconds) * nanosecondsPerSecond;
  const seconds = floorDivide(local, nanosecondsPerSecond);
  return { date: new Date(Number(seconds) * 1000), nanoseconds: local - seconds * nanosecondsPerSecond };
}

/** RFC 3339 in the zone in which it was written, with as many decimals as it needs. */
export function formatTimestamp(time: Timestamp): string {
  const { date, nanoseconds } = clockOf(time, time.offsetSeconds);
  const decimals = nanoseconds.toString().padStart(9, '0').replace(/0+$/, '');
  const fraction = decimals === '' ? '' : `.${decimals}`;
  const text = date
    .toISOString()
    .replace(/^[+-]\d\d(?=\d{4}-)/, '')
    .slice(0, 19);
  return `${text}${fraction}${formatOffset(time.offsetSeconds)}`;
}

function formatOffset(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'Z';
  const minutes = Math.trunc(Math.abs(offsetSeconds) / 60);
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offsetSeconds < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** Whole and fractional seconds as one double, as Go's `Duration.Seconds`. */
function secondsOf(duration: Duration): number {
  const seconds = duration.nanoseconds / nanosecondsPerSecond;
  return Number(seconds) + Number(duration.nanoseconds % nanosecondsPerSecond) / 1e9;
}

/** `5400s`, `0.5s`. */
export function formatSeconds(duration: Duration): string {
  return `${plainDigits(secondsOf(duration))}s`;
}

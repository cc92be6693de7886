/* oxlint-disable no-restricted-globals -- Date is the calendar of days that are fixed below; nothing asks for the time. */
import { type CronTimes, parseCron } from './cron.ts';
import type { ScheduleWindow } from './scaling.ts';
import { offsetMinutes } from './timezone.ts';

/*
 * When windows of schedules are open. Compared over a range of days that is fixed, so that the answer does not depend
 * on the day it is asked, and that has a leap day, every weekday of each month, and every zone's changes of summer time.
 *
 * Not with a cron library: a year of one expression takes croner 25 ms, and every synth asks for all of them.
 */
const firstDay = Date.UTC(2028, 0, 1);
const days = 373;
const minutesPerDay = 24 * 60;
const millisecondsPerMinute = 60_000;
/** Enough for twice an hour all through the range; what opens more often repeats itself within the first days. */
const mostTimes = 20_000;

/** Minutes since the start of the range. */
interface Opening {
  readonly from: number;
  readonly to: number;
}

/**
 * The first time in the range at which both windows are open, as their clocks show it (`2028-01-31 09:00 Asia/Tokyo`);
 * in UTC where their zones differ. `undefined` if there is none.
 */
export function firstOverlap(a: ScheduleWindow, b: ScheduleWindow): string | undefined {
  // Clocks of one zone can be compared as they are, and need not be converted.
  const isSameZone = a.timezone === b.timezone;
  const from = firstCommon(
    openings(a, isSameZone ? 'UTC' : a.timezone),
    openings(b, isSameZone ? 'UTC' : b.timezone),
  );
  if (from === undefined) return undefined;
  return `${clock(from)} ${isSameZone ? a.timezone : 'UTC'}`;
}

function firstCommon(left: readonly Opening[], right: readonly Opening[]): number | undefined {
  for (let i = 0, j = 0; ; ) {
    const x = left[i];
    const y = right[j];
    if (!x || !y) return undefined;
    const from = Math.max(x.from, y.from);
    if (from < Math.min(x.to, y.to)) return from;
    if (x.to <= y.to) i += 1;
    else j += 1;
  }
}

/** A time at which a window starts or ends though it has done so before, with nothing of the other in between. */
export interface Repeat {
  readonly of: 'start' | 'end';
  /** As its clocks show it: `2028-01-31 09:00`. */
  readonly first: string;
  readonly again: string;
}

/** The first time in the range at which a window does not start and end in turn. `undefined` if there is none. */
export function firstRepeat({ start, end }: ScheduleWindow): Repeat | undefined {
  const times = [
    // First, as what ends when it starts is closed before it opens.
    ...timesOf(end, 'UTC').map((at) => ({ at, of: 'end' }) as const),
    ...timesOf(start, 'UTC').map((at) => ({ at, of: 'start' }) as const),
  ].sort((a, b) => a.at - b.at);
  // Of what comes often only so many are known.
  const pairs = times.slice(1, mostTimes).map((again, index) => ({ first: times[index], again }));
  const found = pairs.find(({ first, again }) => first?.of === again.of);
  if (found?.first === undefined) return undefined;
  return { of: found.again.of, first: clock(found.first.at), again: clock(found.again.at) };
}

/**
 * When a window is open, in order. KEDA's rule: it is when its next end comes before its next start, or with it
 * (cron_scaler.go); so of several starts in a row only the last opens it, and of several ends only the last closes it.
 */
function openings({ start, end }: ScheduleWindow, timezone: string): Opening[] {
  const ends = timesOf(end, timezone);
  // It may be open when the range begins, as those over the turn of a year are.
  const midnight = timezone === 'UTC' ? 0 : -offsetMinutes(timezone, firstDay);
  const starts = [midnight, ...timesOf(start, timezone)];
  const found: Opening[] = [];
  let next = 0;
  for (const [index, from] of starts.entries()) {
    const until = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    while ((ends[next] ?? Number.NaN) <= until) next += 1;
    const to = ends[next - 1];
    if (to !== undefined && to > from) found.push({ from, to });
  }
  return found;
}

function timesOf(expression: string, timezone: string): number[] {
  const times = parseCron(expression);
  return times ? instants(times, timezone) : [];
}

/** `2028-01-31 09:00` */
function clock(minutes: number): string {
  return new Date(firstDay + minutes * millisecondsPerMinute).toISOString().slice(0, 16).replace('T', ' ');
}

/** Minutes since the start of the range (in UTC) at which an expression comes in a time zone. */
function instants({ minutes, hours, onDay }: CronTimes, timezone: string): number[] {
  const found: number[] = [];
  for (let day = 0; day < days && found.length < mostTimes; day++) {
    const midnight = firstDay + day * minutesPerDay * millisecondsPerMinute;
    const date = new Date(midnight);
    if (!onDay(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue;
    for (const hour of hours) {
      const local = day * minutesPerDay + hour * 60;
      const offset =
        timezone === 'UTC' ? 0 : offsetMinutes(timezone, midnight + hour * 60 * millisecondsPerMinute);
      for (const minute of minutes) found.push(local + minute - offset);
    }
  }
  return found;
}

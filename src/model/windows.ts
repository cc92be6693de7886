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
  const [date, time] = new Date(firstDay + from * millisecondsPerMinute).toISOString().split('T');
  return `${date} ${time?.slice(0, 5)} ${isSameZone ? a.timezone : 'UTC'}`;
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

/**
 * From each start to the next end, in order. KEDA's rule: a window is open when its next end comes before its next
 * start (cron_scaler.go), so a start that is followed by another start opens nothing until that one.
 */
function openings({ start, end }: ScheduleWindow, timezone: string): Opening[] {
  const [starts, ends] = [start, end].map((expression) => {
    const times = parseCron(expression);
    return times ? instants(times, timezone) : [];
  });
  const found: Opening[] = [];
  let next = 0;
  for (const [index, from] of starts?.entries() ?? []) {
    while ((ends?.[next] ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    const to = ends?.[next];
    if (to !== undefined && to <= (starts?.[index + 1] ?? Number.POSITIVE_INFINITY)) found.push({ from, to });
  }
  return found;
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

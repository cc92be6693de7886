import { parseDuration } from '../../../manifest/duration.ts';
import { parseCron } from '../../../model/cron.ts';

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const minutesPerDay = 24 * 60;
const nanosecondsPerMinute = 60_000_000_000n;

/** Twice 28 years: in 28 years every date falls on every weekday (none of them leaves out a leap year). */
const firstDay = Date.UTC(2000, 0, 1);
const days = 2 * 28 * 365.25;

/**
 * The longest time between two runs of a schedule, in minutes, in a zone whose clocks never change; `undefined` where
 * it is no schedule or comes less than twice. Descriptors are those of github.com/robfig/cron/v3, which Velero uses.
 */
export function longestGapMinutes(schedule: string): number | undefined {
  if (schedule.startsWith('@every ')) {
    const nanoseconds = parseDuration(schedule.slice('@every '.length));
    return nanoseconds === undefined ? undefined : Number(nanoseconds / nanosecondsPerMinute);
  }
  const times = parseCron(descriptors[schedule] ?? schedule.trim().split(/\s+/).join(' '));
  if (times === undefined) return undefined;
  const ofDay = times.hours.flatMap((hour) => times.minutes.map((minute) => 60 * hour + minute));
  const [first, last] = [ofDay[0], ofDay.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const inDay = ofDay.slice(1).map((minute, index) => minute - (ofDay[index] ?? 0));
  return longestBetweenDays(times.onDay, first, last, Math.max(0, ...inDay));
}

function longestBetweenDays(
  onDay: (month: number, day: number, weekday: number) => boolean,
  first: number,
  last: number,
  inDay: number,
): number | undefined {
  let previous: number | undefined;
  let longest: number | undefined;
  for (let day = 0; day < days; day += 1) {
    const date = new Date(firstDay + day * minutesPerDay * 60_000);
    if (!onDay(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue;
    if (previous !== undefined)
      longest = Math.max(longest ?? inDay, (day - previous) * minutesPerDay + first - last);
    previous = day;
  }
  return longest;
}

import { parseDuration } from '../../../manifest/duration.ts';
import { parseCron } from '../../../model/cron.ts';

/** When a window opens, and for how long it stays open; all as written. */
export interface OpenTimes {
  /** In the five fields of cron. */
  readonly schedule: string;
  /** As Go writes it: `1h30m`. */
  readonly duration: string;
  /** Empty for UTC. */
  readonly zone: string;
}

/**
 * Whether one of some windows is open whenever another one is, compared by the minute over a year. Nobody knows of
 * windows of another zone, whose clocks may change, nor of schedules that cannot be read, unless they are written alike.
 */
export function isOpenWithin(one: OpenTimes, others: readonly OpenTimes[]): boolean {
  const near = others.filter(({ zone }) => nameOf(zone) === nameOf(one.zone));
  if (near.some((other) => isAlike(one, other))) return true;
  const own = openMinutes(one);
  if (own === undefined || near.length === 0) return false;
  const open = near.map(openMinutes).filter((minutes) => minutes !== undefined);
  return own.every((isOpen, minute) => isOpen === 0 || open.some((minutes) => minutes[minute] === 1));
}

/** Go, `time.LoadLocation`. */
function nameOf(zone: string): string {
  return /^(?:Etc\/)?UTC$/.test(zone) ? '' : zone;
}

/** What most are, and soon seen. */
function isAlike(one: OpenTimes, other: OpenTimes): boolean {
  const [own, wider] = [one, other].map(({ duration }) => parseDuration(duration) ?? 0n) as [bigint, bigint];
  return one.schedule === other.schedule && (one.duration === other.duration || own <= wider);
}

const minutesPerDay = 24 * 60;

/** Those of a year with 29 February, 1 where it is open. */
function openMinutes({ schedule, duration }: OpenTimes): Uint8Array | undefined {
  const times = parseCron(schedule.trim().replace(/\s+/g, ' '));
  const nanoseconds = parseDuration(duration);
  if (times === undefined || nanoseconds === undefined) return undefined;
  const minutes = Math.ceil(Number(nanoseconds) / 60e9);
  const starts = times.hours.flatMap((hour) => times.minutes.map((minute) => hour * 60 + minute));
  const open = new Uint8Array(366 * minutesPerDay);
  let end = 0;
  for (let day = 0; day < 366; day += 1) {
    const date = new Date(Date.UTC(2024, 0, 1 + day));
    if (!times.onDay(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue;
    for (const start of starts.map((minute) => day * minutesPerDay + minute)) {
      if (start + minutes <= end) continue;
      open.fill(1, Math.max(start, end), start + minutes);
      end = start + minutes;
    }
  }
  // What is open at the end of a year is so at the beginning of the next.
  return open.fill(1, 0, Math.max(0, end - open.length));
}

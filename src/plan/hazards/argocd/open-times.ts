import { parseDuration } from '../../../manifest/duration.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
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

/** From a minute of a year until before another one. */
type Span = readonly [start: number, end: number];

/**
 * Whether one of some windows is open whenever another one is, compared by the minute over a year. Nobody knows of
 * windows of another zone, whose clocks may change, nor of schedules that cannot be read, unless they are written alike.
 */
export function isOpenWithin(one: OpenTimes, others: readonly OpenTimes[]): boolean {
  const near = others.filter(({ zone }) => nameOf(zone) === nameOf(one.zone));
  if (near.some((other) => isAlike(one, other))) return true;
  const own = spansOf(one);
  if (own === undefined || near.length === 0) return false;
  const open = joined(near.flatMap((other) => spansOf(other) ?? []).sort(([a], [b]) => a - b));
  let at = 0;
  return own.every(([start, end]) => {
    while ((open[at]?.[1] ?? end) < end) at += 1;
    return (open[at]?.[0] ?? end) <= start;
  });
}

/** Go, `time.LoadLocation`. */
function nameOf(zone: string): string {
  return /^(?:Etc\/)?UTC$/.test(zone) ? '' : zone;
}

/** What most are, and soon seen. */
function isAlike(one: OpenTimes, other: OpenTimes): boolean {
  const [own, wider] = [one, other].map(({ duration }) => parseDuration(duration) ?? 0n) as [bigint, bigint];
  return plain(one.schedule) === plain(other.schedule) && (one.duration === other.duration || own <= wider);
}

function plain(schedule: string): string {
  return schedule.trim().replace(/\s+/g, ' ');
}

const daysPerYear = 366;
const minutesPerDay = 24 * 60;

/** When it is open in a year with 29 February, in order. Each is compared with many. */
const spansOf = rememberingEach(({ schedule, duration }: OpenTimes): readonly Span[] | undefined => {
  const times = parseCron(plain(schedule));
  const nanoseconds = parseDuration(duration);
  if (times === undefined || nanoseconds === undefined) return undefined;
  const minutes = Math.ceil(Number(nanoseconds) / 60e9);
  const ofDay = times.hours.flatMap((hour) => times.minutes.map((minute) => hour * 60 + minute));
  const starts = Array.from({ length: daysPerYear }, (_, day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day));
    const isOn = times.onDay(date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay());
    return isOn ? ofDay.map((minute) => day * minutesPerDay + minute) : [];
  }).flat();
  const year = daysPerYear * minutesPerDay;
  const spans = joined(starts.map((start) => [start, start + minutes]));
  // What is open at the end of a year is so at the beginning of the next.
  const over = (spans.at(-1)?.[1] ?? 0) - year;
  if (over <= 0) return spans;
  return joined([[0, over], ...spans].map(([start, end]) => [start, Math.min(end, year)]));
});

/** Spans in order of their starts, as few as will do. */
function joined(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = all.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

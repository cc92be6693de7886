/* oxlint-disable no-restricted-globals -- Intl is the one source of time zones; no text of it is shown. */
import type { ValuePath, Violation } from './violation.ts';

/** Whether a time zone is one to Go's `time.LoadLocation`, which reads files of the tz database: case counts. */
export function checkTimeZone(timezone: string, path: ValuePath): Violation[] {
  if (isTimeZone(timezone)) return [];
  return [
    {
      rule: 'unknown-time-zone',
      path,
      message: `there is no time zone ${timezone}`,
      allowed: 'a name of the tz database such as Asia/Tokyo, Europe/Berlin or UTC',
      unknown: { name: timezone, known: [...knownTimeZones()] },
    },
  ];
}

/**
 * `Intl` also takes names in any case, offsets such as +09:00, and renamed zones that it does not list
 * (Asia/Kolkata). Of names that it does not list, those that differ from a listed one in case only are refused.
 */
export function isTimeZone(name: string): boolean {
  const known = knownTimeZones();
  if (known.has(name)) return true;
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name)) return false;
  if ([...known].some((each) => each.toLowerCase() === name.toLowerCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

let timeZones: ReadonlySet<string> | undefined;

function knownTimeZones(): ReadonlySet<string> {
  timeZones ??= new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/UTC', 'GMT', 'Etc/GMT']);
  return timeZones;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/**
 * How far a zone's clocks are ahead of UTC, in minutes, at a time that its own clocks show.
 *
 * @param localMilliseconds what the clocks show, as if it were UTC. Of times that summer time skips or repeats, one
 *   reading is taken.
 */
export function offsetMinutes(timezone: string, localMilliseconds: number): number {
  const day = Math.floor(localMilliseconds / millisecondsPerDay) * millisecondsPerDay;
  const [before, after] = [
    offsetAt(timezone, day - millisecondsPerDay),
    offsetAt(timezone, day + 2 * millisecondsPerDay),
  ];
  if (before === after) return before;
  return offsetAt(timezone, localMilliseconds - before * millisecondsPerMinute);
}

const millisecondsPerMinute = 60_000;
const millisecondsPerDay = 24 * 60 * millisecondsPerMinute;

/** The same at an instant. */
function offsetAt(timezone: string, instant: number): number {
  const key = `${timezone} ${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
  }
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  // `GMT+05:30`, `GMT-08:00`, or `GMT` alone.
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  offsets.set(key, offset);
  return offset;
}

import type { Backup as BackupSettings } from '../../model/settings.ts';

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** Intervals that cron can express evenly: the divisors of an hour, and those of a day in whole hours. Descending. */
const INTERVALS: readonly number[] = [
  ...divisorsOf(24).map((hours) => hours * MINUTES_PER_HOUR),
  ...divisorsOf(MINUTES_PER_HOUR).filter((minutes) => minutes < MINUTES_PER_HOUR),
].sort((a, b) => b - a);

/** Velero looks for due schedules once a minute (pkg/controller/schedule_controller.go), so a backup may start late. */
export const SCHEDULING_DELAY_MINUTES = 1;

/**
 * The longest interval, in minutes, at which the recovery point holds: what was written just after one backup began is
 * safe once the next one, starting an interval and a scheduling delay later, has finished.
 *
 * `undefined` where none does, or where a backup may take longer than the interval left for it (the next one would
 * wait for it, and the recovery point be missed).
 */
export function backupIntervalMinutes({
  recoveryPointMinutes,
  durationMinutes,
}: Pick<BackupSettings, 'recoveryPointMinutes' | 'durationMinutes'>): number | undefined {
  const longest = recoveryPointMinutes - durationMinutes - SCHEDULING_DELAY_MINUTES;
  const interval = INTERVALS.find((minutes) => minutes <= longest);
  return interval !== undefined && interval >= durationMinutes ? interval : undefined;
}

/**
 * Cron expression (UTC) that fires every `intervalMinutes`, one of the intervals above, shifted by an offset that
 * depends on the name alone, so that schedules do not all fire together.
 */
export function backupCron(intervalMinutes: number, name: string): string {
  const offset = hash(name) % intervalMinutes;
  const minute = offset % MINUTES_PER_HOUR;
  if (intervalMinutes < MINUTES_PER_HOUR) return `${minute}-59/${intervalMinutes} * * * *`;
  const hour = Math.floor(offset / MINUTES_PER_HOUR);
  if (intervalMinutes === MINUTES_PER_HOUR) return `${minute} * * * *`;
  if (intervalMinutes === MINUTES_PER_DAY) return `${minute} ${hour} * * *`;
  return `${minute} ${hour}-23/${intervalMinutes / MINUTES_PER_HOUR} * * *`;
}

/** FNV-1a, 32 bits: spreads similar names well. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

function divisorsOf(number: number): number[] {
  return Array.from({ length: number }, (_, index) => index + 1).filter((divisor) => number % divisor === 0);
}

import { checkCron } from './cron.ts';
import type { SyncWindow } from './environment.ts';
import { checkTimeZone } from './timezone.ts';
import type { Violation } from './violation.ts';

/** What the schema cannot say about sync windows. Paths start at the environment's file. */
export function checkSyncWindows(windows: readonly SyncWindow[]): Violation[] {
  return windows.flatMap(({ schedule, timezone }, index) => [
    ...checkCron(schedule, ['syncWindows', index, 'schedule']),
    ...checkTimeZone(timezone, ['syncWindows', index, 'timezone']),
  ]);
}

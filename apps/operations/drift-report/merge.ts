import type { AppChart, AppContext } from '#plumb';
import { addJob, driftBucket } from './job.ts';

export const MERGE = 'drift-merge';

/** In the hub's cluster the reports become one page, an hour after they were due. It asks no cluster anything. */
export function addMerge(chart: AppChart, context: AppContext): void {
  const bucket = `s3://${driftBucket(context)}`;
  addJob(chart, context, {
    name: MERGE,
    schedule: '17 18 * * *',
    args: [
      'drift',
      'merge',
      `${bucket}/reports/`,
      `--env=${context.environment.name}`,
      // Of this night, and not of the one before.
      '--max-age=12',
      `--history=${bucket}/history.json`,
      '--output=html',
      `--to=${bucket}/fleet.html`,
    ],
  });
}
